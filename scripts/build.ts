/** `npm run build [-- part...]`: what the package ships, in dist. Without a name every part is built. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parts, type Part } from './build/parts';

const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !isPart(name));
  if (unknown.length > 0)
    throw new Error(`there is no part ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}`);
  const outdir = path.join(__dirname, '../dist');
  if (names.length === 0) await rm(outdir, { recursive: true, force: true });
  for (const name of names.length > 0 ? names.filter(isPart) : Object.keys(parts).filter(isPart)) {
    for (const { path: file, bytes } of await parts[name](outdir))
      console.error(`${path.relative('', file)}  ${(bytes / 1_000_000).toFixed(2)} MB`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
