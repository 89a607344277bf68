/** One lifecycle hook in an observation: kept alive, read, and its metadata understood. */
import type { AutoScaling } from '../../../aws/auto-scaling';
import { partOf } from '../../../aws/call-error';
import type { AllowedClusters } from '../../../config/clusters';
import {
  known,
  type Heartbeat,
  type HookObservation,
  type LifecycleHook,
  type ObservationRequest,
  type Part,
} from '../../../domain/drain/observation/observation';
import { understood } from '../../understood-hook';

/** An observation at a hook that is under way. Neither promise is ever rejected. */
export interface HookObservationUnderWay {
  readonly seen: Promise<HookObservation>;
  /** The cluster that its metadata names, allowed or not, as soon as that is read; undefined: none. */
  readonly cluster: Promise<Part<string | undefined>>;
}

interface HookPart {
  readonly hook: LifecycleHook;
  readonly cluster: string | undefined;
}

export function startHookObservation(
  { autoScaling, clusters }: { readonly autoScaling: AutoScaling; readonly clusters: AllowedClusters },
  { lifecycleAction, heartbeat, readHook }: ObservationRequest['lifecycleHooks'][number],
  withinMs: number,
): HookObservationUnderWay {
  const { autoScalingGroupName, lifecycleHookName } = lifecycleAction;
  const beat = heartbeat
    ? partOf('autoscaling.RecordLifecycleActionHeartbeat', withinMs, () =>
        autoScaling.heartbeat(lifecycleAction),
      )
    : undefined;
  const read = readHook
    ? partOf('autoscaling.DescribeLifecycleHooks', withinMs, async () => {
        const described = await autoScaling.describeHook(autoScalingGroupName, lifecycleHookName);
        return described && understood(described, clusters);
      })
    : undefined;
  const observe = async (): Promise<HookObservation> => ({
    autoScalingGroupName,
    lifecycleHookName,
    lifecycleHook: hookOf(await read),
    heartbeat: heartbeatOf(await beat),
  });
  const cluster = async (): Promise<Part<string | undefined>> => {
    const part = await read;
    return part?.kind === 'unknown' ? part : known(part?.value?.cluster);
  };
  return { seen: observe(), cluster: cluster() };
}

function hookOf(part: Part<HookPart | null> | undefined): HookObservation['lifecycleHook'] {
  return part?.kind === 'known' ? { kind: 'known', value: part.value?.hook ?? null } : part;
}

function heartbeatOf(beat: Part<'recorded' | 'no-active-action'> | undefined): Heartbeat {
  if (beat === undefined) return { kind: 'not-due' };
  return beat.kind === 'known' ? { kind: beat.value } : beat;
}
