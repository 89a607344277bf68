import { ruleList, startLocalAws } from '../src/index';

it('names each rule once, says what AWS does, and where that stands', () => {
  const names = ruleList.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { says, source } of ruleList) {
    expect(says).toMatch(/^[A-Za-z].*\.$/);
    expect(source).toMatch(/^(https:\/\/docs\.aws\.amazon\.com\/|seen in the field|documents silent: )/);
  }
});

it('switches off the rules that it is told to, and tells which ones were asked for', async () => {
  const asked = new Set<string>();
  const aws = await startLocalAws({ rules: { off: ['hooks-expire'], onAsked: (name) => asked.add(name) } });
  const { rules } = aws.ecs.env;
  expect([rules.holds('hooks-expire'), rules.holds('ecs-batch-limits')]).toEqual([false, true]);
  expect(asked).toEqual(new Set(['hooks-expire', 'ecs-batch-limits']));
  await aws.close();
});
