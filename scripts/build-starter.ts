/** `npm run build:starter`: dist/starter.cjs, whose handler is `starter.handler`. */
import { buildStarter } from './build-starter/build';

buildStarter().then(
  ({ path, bytes }) =>
    console.error(`${path}  ${(bytes / 1_000_000).toFixed(2)} MB, handler starter.handler`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
