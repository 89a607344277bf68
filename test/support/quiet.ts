import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let installed = false;

/**
 * Temporal's own log says much that a test's reader does not need: errors alone are shown. To be called before the first
 * worker of a file is made, and only there: a runtime without one would keep the process from ending.
 */
export function quietRuntime(): void {
  if (installed) return;
  installed = true;
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
    });
  } catch (error) {
    // That of an earlier file of this process is still there.
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
