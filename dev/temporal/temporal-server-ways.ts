import path from 'node:path';
import packageJson from '@temporalio/testing/package.json';
import { buildOnce, cacheFolder, isExecutable } from './cache';
import { findExecutable, found, notFound, type Way } from './find-executable';
import { run } from './run';
import { fromCache, fromEnvironment, fromSdkDownload, type Surroundings } from './ways';

/** The newest version of the CLI that `go install` accepts: the later ones replace modules, which it refuses. */
const CLI_VERSION = '1.5.1';

const VERSION_TIMEOUT_MS = 20_000;
const BUILD_TIMEOUT_MS = 30 * 60_000;
const PROGRESS_EVERY_MS = 15_000;

/**
 * Finds an executable of the Temporal CLI, which has the development server in it: the one in `ECS_DRAIN_TEMPORAL_SERVER`,
 * `temporal` on the PATH, what an earlier run has built, the SDK's download, or a build from source, which takes minutes.
 *
 * @throws {ExecutableNotFoundError} naming each way that was tried and why it failed.
 */
export function findTemporalServer(surroundings: Surroundings): Promise<string> {
  return findExecutable('Temporal server', temporalServerWays(surroundings));
}

/** The ways in which {@link findTemporalServer} looks, in order. */
export function temporalServerWays(surroundings: Surroundings): readonly Way[] {
  const cache = cacheFolder(surroundings.env);
  const built = path.join(cache, `temporal-cli-${CLI_VERSION}`, 'temporal');
  return [
    fromEnvironment('ECS_DRAIN_TEMPORAL_SERVER', surroundings),
    fromPath(surroundings),
    fromCache(built),
    fromSdkDownload('dev-server', path.join(cache, `temporal-cli-sdk-${packageJson.version}`), surroundings),
    fromGo(built, surroundings),
  ];
}

function fromPath({ env }: Surroundings): Way {
  return {
    name: '`temporal` on the PATH',
    async find() {
      for (const folder of (env.PATH ?? '').split(path.delimiter)) {
        const file = path.join(folder, 'temporal');
        if (folder === '' || !(await isExecutable(file))) continue;
        const version = await run(file, ['--version'], { env, timeoutMs: VERSION_TIMEOUT_MS });
        // Only a CLI with the server in it names the server's version.
        return version.includes('(Server ')
          ? found(file)
          : notFound(`${file} has no \`server start-dev\`: ${version}`);
      }
      return notFound('there is none');
    },
  };
}

function fromGo(file: string, { env, progress }: Surroundings): Way {
  return {
    name: '`go install`',
    async find() {
      const build = async (folder: string) => {
        const start = Date.now();
        let packages = 0;
        const tell = () =>
          progress(`… ${packages} packages after ${Math.round((Date.now() - start) / 1000)} s`);
        progress(`building the Temporal server ${CLI_VERSION} from source, once; some minutes`);
        const timer = setInterval(tell, PROGRESS_EVERY_MS);
        try {
          await run('go', ['install', '-v', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`], {
            env: { ...env, GOBIN: folder },
            timeoutMs: BUILD_TIMEOUT_MS,
            onLine: () => (packages += 1),
          });
        } finally {
          clearInterval(timer);
        }
        progress(`built ${file}`);
      };
      return found(await buildOnce(file, build, progress));
    },
  };
}
