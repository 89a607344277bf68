/**
 * Workers as tasks of a local AWS: for each task of a family that runs there a process runs here. The process gets the signals
 * that the task's container gets, when it gets them, and the container ends when the process does.
 */
import type { LocalAws, RecordEntry } from '@ecs-drain/local-aws';
import { startWorkerProcess, type WorkerProcess } from './worker-process';

export interface TaskProcess {
  readonly taskArn: string;
  readonly ec2InstanceId: string;
  readonly worker: WorkerProcess;
}

export interface TaskProcesses {
  /** Oldest first, also those that have ended. */
  readonly all: readonly TaskProcess[];
  /** Ends what still runs, and starts nothing more. */
  stop(): Promise<void>;
}

/** How a container behaves whose process ends only when it wants to: nothing but SIGKILL ends it by the clock. */
export const playedByProcess = { ignoreSigterm: true };

/** @param environment the variables of each process */
export function tasksAsProcesses(
  aws: LocalAws,
  family: string,
  environment: Readonly<Record<string, string>>,
): TaskProcesses {
  const all: TaskProcess[] = [];
  const started = (taskArn: string) => all.find((each) => each.taskArn === taskArn);
  const start = (taskArn: string, ec2InstanceId: string) => {
    const worker = startWorkerProcess(environment);
    all.push({ taskArn, ec2InstanceId, worker });
    void worker.ended().then((how) => tellExit(aws, taskArn, typeof how === 'number' ? how : 137));
  };
  const follow = (entry: RecordEntry): void => {
    if (entry.kind === 'container-ended') started(entry.taskArn)?.worker.kill('SIGKILL');
    if (entry.kind !== 'task' || entry.family !== family) return;
    if (entry.lastStatus === 'RUNNING' && !started(entry.taskArn)) start(entry.taskArn, entry.ec2InstanceId);
    if (entry.lastStatus === 'STOPPING') started(entry.taskArn)?.worker.kill('SIGTERM');
  };
  const stopFollowing = aws.record.onEntry(follow);
  return {
    all,
    stop: async () => {
      stopFollowing();
      await Promise.all(all.map(({ worker }) => (worker.kill('SIGKILL'), worker.ended())));
    },
  };
}

function tellExit(aws: LocalAws, taskArn: string, exitCode: number): void {
  for (const { tasks } of aws.ecs.state.clusters.values()) {
    const task = [...tasks.values()].find(({ arn }) => arn === taskArn);
    if (task) aws.ecs.life.exited(task, exitCode);
  }
}
