import { createLogger } from '../../../../src/worker/telemetry/logger';

const logged = (logLevel: 'debug' | 'info' | 'warn' | 'error', secrets: readonly string[] = []) => {
  const lines: string[] = [];
  const logger = createLogger({ logFormat: 'json', logLevel }, secrets, (line) => lines.push(line));
  return { lines, logger };
};

it.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
] as const)('level %s logs what is as important, and nothing below', (level, count) => {
  const { lines, logger } = logged(level);
  for (const one of ['debug', 'info', 'warn', 'error'] as const) logger[one]('something');
  expect(lines).toHaveLength(count);
});

it('never shows a secret, wherever it stands', () => {
  const { lines, logger } = logged('info', ['s3cr3t']);
  logger.warn('refused: s3cr3t', { headers: { authorization: 'Bearer s3cr3t' }, error: new Error('s3cr3t') });
  expect(lines.join('')).toContain('refused: [secret]');
  expect(lines.join('')).not.toContain('s3cr3t');
});
