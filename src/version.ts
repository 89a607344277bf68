import { createRequire } from 'node:module';

// Required when it runs: the compiler would copy an imported package.json into dist.
const packageJson = createRequire(__filename)('../package.json') as { readonly version: string }; // npm's

/** This version of ecs-drain. */
export const { version } = packageJson;
