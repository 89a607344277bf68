import { run } from '../../../../dev/temporal/run';

const sh = (script: string, timeoutMs = 10_000) =>
  run('/bin/sh', ['-c', script], { env: process.env, timeoutMs });

it('answers what the command has written', async () => {
  await expect(sh('echo out; echo err >&2')).resolves.toMatch(/^(out\nerr|err\nout)$/);
});

it('fails with the last lines that the command has written', async () => {
  await expect(sh('echo why >&2; exit 3')).rejects.toThrow('/bin/sh exited with 3\n       why');
});

it('ends a command that takes too long', async () => {
  await expect(sh('exec sleep 30', 100)).rejects.toThrow('/bin/sh took longer than 0.1 s');
});

it('says which command is not there', async () => {
  const options = { env: process.env, timeoutMs: 10_000 };
  await expect(run('no-such-command', [], options)).rejects.toThrow('no-such-command is not installed');
});
