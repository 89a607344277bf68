import type { ToStart } from '../../sweep/sweep';
import { found, notChecked, orOk, type Finding } from '../finding';
import type { AwsFacts } from './facts';
import { saysWhichHooksAreOurs } from '../../drain/hooks/lifecycle-action';
import { formatCallError } from './call-error';

export const waitingFindings = ({ spec, waiting }: Pick<AwsFacts, 'spec' | 'waiting'>): readonly Finding[] =>
  !saysWhichHooksAreOurs(spec)
    ? [notChecked('waiting', 'which hooks are ours is not known')]
    : waiting.kind === 'unknown'
      ? [notChecked('waiting', formatCallError(waiting.callError))]
      : orOk('waiting', 'every instance that waits in a hook of ours has its drain', [
          ...waiting.value.slice(0, mostNamed).map(waitsWithoutDrain),
          ...(waiting.value.length > mostNamed
            ? [found('waits-without-drain', `and ${waiting.value.length - mostNamed} more`)]
            : []),
        ]);

/** A reader needs no more; and all of a large account's would not fit into Temporal's answer. */
const mostNamed = 50;

const waitsWithoutDrain = ({
  ec2InstanceId,
  autoScalingGroupName,
  lifecycleHookName,
  lastDrain,
}: ToStart): Finding =>
  found(
    'waits-without-drain',
    `it waits in hook ${autoScalingGroupName}/${lifecycleHookName}; ${lastDrain === 'none' ? 'it had no drain' : `its last drain: ${lastDrain}`}`,
    ec2InstanceId,
  );
