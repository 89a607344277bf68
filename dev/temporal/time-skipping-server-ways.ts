import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import packageJson from '@temporalio/testing/package.json';
import { buildOnce, cacheFolder } from './cache';
import { findExecutable, found, type Way } from './find-executable';
import { run } from './run';
import { fromCache, fromEnvironment, fromSdkDownload, type Surroundings } from './ways';

const SERVER_VERSION = '1.38.0';
const JAVA_TIMEOUT_MS = 20_000;
const MAVEN_TIMEOUT_MS = 5 * 60_000;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ecs-drain</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${SERVER_VERSION}</version>
    </dependency>
    <!-- Without a logger to log to, slf4j complains at each start. -->
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
`;

/** Several run side by side in the tests, so each is kept small and quick to start. */
const script = `#!/bin/sh
exec java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
  -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * Finds an executable of the time-skipping test server, for
 * `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`: the one in
 * `ECS_DRAIN_TIME_SKIPPING_SERVER`, what an earlier run has made, the SDK's download, or a script that runs it in Java with
 * what Maven fetches.
 *
 * @throws {ExecutableNotFoundError} naming each way that was tried and why it failed.
 */
export function findTimeSkippingServer(surroundings: Surroundings): Promise<string> {
  return findExecutable('time-skipping server', timeSkippingServerWays(surroundings));
}

/** The ways in which {@link findTimeSkippingServer} looks, in order. */
export function timeSkippingServerWays(surroundings: Surroundings): readonly Way[] {
  const cache = cacheFolder(surroundings.env);
  const made = path.join(cache, `temporal-test-server-${SERVER_VERSION}`, 'temporal-test-server');
  return [
    fromEnvironment('ECS_DRAIN_TIME_SKIPPING_SERVER', surroundings),
    fromCache(made),
    fromSdkDownload(
      'time-skipping',
      path.join(cache, `temporal-test-server-sdk-${packageJson.version}`),
      surroundings,
    ),
    fromMaven(made, surroundings),
  ];
}

function fromMaven(file: string, { env, progress }: Surroundings): Way {
  return {
    name: 'Maven and Java',
    async find() {
      const build = async (folder: string) => {
        progress(`fetching the time-skipping server ${SERVER_VERSION} with Maven, once`);
        await run('java', ['-version'], { env, timeoutMs: JAVA_TIMEOUT_MS });
        await writeFile(path.join(folder, 'pom.xml'), pom);
        await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], {
          env,
          cwd: folder,
          timeoutMs: MAVEN_TIMEOUT_MS,
        });
        await writeFile(path.join(folder, path.basename(file)), script, { mode: 0o755 });
      };
      return found(await buildOnce(file, build, progress));
    },
  };
}
