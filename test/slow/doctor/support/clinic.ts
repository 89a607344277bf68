/** A set-up in which all is well, but for what a test breaks. */
import type { World, WorldSpec } from '@ecs-drain/local-aws';
import type { RunningWorker, WorkerChanges } from '../../../../dev/local-stack';
import { runDoctor } from '../../../../src/temporal/doctor/run-doctor';
import type { Finding } from '../../../../src/domain/doctor/finding';
import { scheduleSweep } from '../../../../src/temporal/sweep/sweep-schedule';
import { startSweep } from '../../../../src/temporal/sweep/start-sweep';
import { sweepIdOf } from '../../../../src/workflows/sweep.api';
import { quietRuntime } from '../../../support/quiet';
import { hookName, startScenario, type Scenario } from '../../../support/scenario';

export interface ClinicOptions {
  /** @default one that says which hook is ours */
  readonly worker?: WorkerChanges | 'none' | ((scenario: Scenario) => WorkerChanges | Promise<WorkerChanges>);
  readonly world?: Partial<WorldSpec> | ((scenario: Scenario) => Partial<WorldSpec>);
  /** @default true */
  readonly sweep?: boolean;
}

export interface Clinic {
  readonly scenario: Scenario;
  readonly world: World;
  stopWorker(): Promise<void>;
  diagnose(withinMs?: number): Promise<readonly Finding[]>;
  stop(): Promise<void>;
}

const answerWithinMs = 30_000;

export async function openClinic({ worker = {}, world = {}, sweep = true }: ClinicOptions): Promise<Clinic> {
  quietRuntime();
  const scenario = await startScenario({
    worker: false,
    spec: { lifecycleHooks: [hookName] },
    permissions: 'all', // the template's doctor may read its own topic and queue alone
  });
  const built = scenario.createWorld({
    services: [{ name: 'web', desiredCount: 1 }],
    ...(typeof world === 'function' ? world(scenario) : world),
  });
  let running: RunningWorker | undefined;
  if (worker !== 'none') {
    running = await scenario.startWorker(typeof worker === 'function' ? await worker(scenario) : worker);
    // It is known to poll once it has done something, however that ends.
    const handle = await startSweep(scenario.client, scenario.aws);
    await handle.result().catch(() => undefined);
  }
  if (sweep) await scheduleSweep(scenario.client, scenario.aws, 300_000);
  return {
    scenario,
    world: built,
    stopWorker: async () => running?.stop(),
    diagnose: (withinMs = answerWithinMs) => runDoctor(scenario.client, scenario.aws, withinMs),
    stop: async () => {
      try {
        if (sweep) await scenario.client.schedule.getHandle(sweepIdOf(scenario.aws)).delete();
      } finally {
        await scenario.stop();
      }
    },
  };
}

/** Names of what is to be fixed, sorted. */
export const problemsIn = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.flatMap((finding) => ('problem' in finding ? finding.problem : [])))].sort();
