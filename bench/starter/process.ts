import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const answer = z.union([z.object({ ms: z.number() }), z.object({ error: z.string() })]);

/** A bundled handler in a fresh process. */
export class HandlerProcess {
  private readonly child: ChildProcess;

  constructor(bundle: string, temporalAddress: string) {
    this.child = fork(join(__dirname, 'invoke.cjs'), [bundle, temporalAddress], {
      env: { TEMPORAL_ADDRESS: temporalAddress },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** @returns how long it took, in milliseconds; the first time with loading and connecting */
  async invoke(event: object): Promise<number> {
    const answered = once(this.child, 'message');
    this.child.send(event);
    const [message] = (await answered) as [unknown]; // Node gives the event this argument
    const result = answer.parse(message);
    if ('error' in result) throw new Error(result.error);
    return result.ms;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
