import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ bin: z.record(z.string(), z.string()) });

/** The commands that the npm package installs. */
export function commandsOfPackage(): string[] {
  const text = readFileSync(join(__dirname, '../../../package.json'), 'utf8');
  return Object.keys(manifest.parse(JSON.parse(text)).bin);
}
