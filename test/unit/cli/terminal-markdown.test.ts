import pc from 'picocolors';
import { onTerminal } from '../../../src/cli/terminal-markdown';

const plain = pc.createColors(false);
const painted = pc.createColors(true);

it.each([
  ['**wait-for-tasks**: waiting', 'wait-for-tasks: waiting'],
  ['- `0123` standalone', '- 0123 standalone'],
  ['- by ann: 2 * 3 ** 4', '- by ann: 2 * 3 ** 4'],
  // What somebody gives as a reason does not reach the terminal's controls.
  ['- by \u001b[2Jann\r:\u009b1m x', '- by  [2Jann : 1m x'],
])('%j is shown as %j where there are no colours', (markdown, shown) => {
  expect(onTerminal(markdown, plain)).toBe(shown);
});

it('where there are colours, what is strong is bold', () => {
  expect(onTerminal('**wait-for-tasks**: waiting', painted)).toBe(
    `${painted.bold('wait-for-tasks')}: waiting`,
  );
});
