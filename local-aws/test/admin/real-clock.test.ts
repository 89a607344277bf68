import { adminClient, realClock, startLocalAws } from '../../src/index';

it('refuses to step a real clock', async () => {
  const aws = await startLocalAws({ clock: realClock() });
  const admin = adminClient(aws.url);
  expect(await admin.clock()).toMatchObject({ kind: 'real' });
  await expect(admin.advanceBy(1_000)).rejects.toMatchObject({ status: 409, name: 'AdminError' });
  await aws.close();
});
