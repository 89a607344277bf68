import { found, notChecked, orOk, type Finding } from '../finding';
import type { AwsFacts } from './facts';
import { saysWhichHooksAreOurs } from './our-hooks';
import { inWords } from './trouble';

export const waitingFindings = ({ spec, waiting }: Pick<AwsFacts, 'spec' | 'waiting'>): readonly Finding[] =>
  !saysWhichHooksAreOurs(spec)
    ? [notChecked('waiting', 'which hooks are ours is not known')]
    : waiting.kind === 'unknown'
      ? [notChecked('waiting', inWords(waiting.trouble))]
      : orOk(
          'waiting',
          'every instance that waits in a hook of ours has its drain',
          waiting.value.map(({ ec2InstanceId, autoScalingGroupName, lifecycleHookName, lastDrain }) =>
            found(
              'waits-without-drain',
              `it waits in hook ${autoScalingGroupName}/${lifecycleHookName}; ${lastDrain === 'none' ? 'it had no drain' : `its last drain: ${lastDrain}`}`,
              ec2InstanceId,
            ),
          ),
        );
