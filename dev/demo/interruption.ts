/** An operator or a system wants the demo to end now. `exitCode` is what a shell expects: 128 and the signal's number. */
export interface Interruption {
  readonly exitCode: number;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** One Ctrl-C may arrive twice, from the terminal and again from the process above. */
const sameKeystrokeMs = 1000;

/** Resolves at the first SIGINT or SIGTERM. A second one, later, ends the process on the spot. */
export function interruption(): Promise<Interruption> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        const exitCode = exitCodes[signal];
        firstAt ??= Date.now();
        if (Date.now() - firstAt > sameKeystrokeMs) process.exit(exitCode);
        resolve({ exitCode });
      });
    }
  });
}
