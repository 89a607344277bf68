/** Measures: `npm run bench -- <name>`. The figures come as JSON on stdout, words about them on stderr. */
import { benchLocalAws } from './local-aws/bench';
import { benchStarter } from './starter/bench';

/** By name; each answers figures that can be written as JSON. */
const benchmarks: Readonly<Record<string, () => Promise<object>>> = {
  'local-aws': benchLocalAws,
  starter: benchStarter,
};

async function main(): Promise<void> {
  const [name = ''] = process.argv.slice(2);
  const run = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!run) throw new Error(`Usage: npm run bench -- <${Object.keys(benchmarks).join(' | ')}>`);
  console.log(JSON.stringify({ benchmark: name, node: process.version, ...(await run()) }, undefined, 2));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
