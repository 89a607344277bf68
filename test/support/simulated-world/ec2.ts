/** EC2: what it does to the instance, and what is announced in its name, truly or not. */
import type { Ec2Instance, ObservationRequest } from '../../../src/domain/drain/observation/observation';
import type { Ec2Notice } from '../../../src/domain/notice';
import { ec2InstanceId } from '../observations';
import type { Timeline } from './timeline';
import type { AnnouncedPlan, WorldPlan } from './world-plan';

export interface Ec2 {
  readonly observe: (asked: NonNullable<ObservationRequest['ec2Instance']>) => Ec2Instance;
}

/** From EC2's word that it reclaims a spot instance until it does. */
export const noticeSeconds = 120;

/** A machine takes so long from its end to being off. */
const shutdownSeconds = 60;

export function createEc2(
  { ec2: plan }: WorldPlan,
  time: Timeline,
  tell: (notice: Ec2Notice) => void,
  onChange: () => void,
  switchOff: () => void,
): Ec2 {
  let takesSince: number | undefined;
  let isOff = false;
  for (const { kind, afterSeconds } of plan.announced) time.after(afterSeconds, () => tell(signalOf(kind)));
  const { takes } = plan;
  if (takes !== undefined)
    time.after(takes.afterSeconds, () => {
      takesSince = time.now();
      onChange();
      const turnOff = () => {
        isOff = true;
        switchOff();
        onChange();
      };
      if (takes.how === 'interruption') time.after(noticeSeconds + shutdownSeconds, turnOff);
      if (takes.how === 'state') time.after(shutdownSeconds, turnOff);
      if (takes.how === 'scheduled-change') time.after(takes.beginsAfterSeconds, onChange);
    });
  return {
    observe: (asked) => {
      const isReclaimed = takesSince !== undefined;
      return {
        state: isOff ? 'stopped' : isReclaimed && takes?.how === 'state' ? 'stopping' : 'running',
        interruption:
          asked.interruption && takesSince !== undefined && takes?.how === 'interruption'
            ? { markedAt: takesSince }
            : undefined,
        scheduledChangeAt:
          asked.scheduledChange && takesSince !== undefined && takes?.how === 'scheduled-change'
            ? takesSince + takes.beginsAfterSeconds * 1000
            : undefined,
      };
    },
  };
}

function signalOf(kind: AnnouncedPlan['kind']): Ec2Notice {
  return kind === 'scheduled-change'
    ? { kind, ec2InstanceId, eventArn: 'an-event' }
    : { kind, ec2InstanceId };
}

/** By when it must be empty, as that answer of EC2 says; Infinity: it does not say, or of a change that may have begun. */
export const deadlineSaid = (
  { interruption, scheduledChangeAt = Infinity }: Ec2Instance,
  now: number,
): number =>
  Math.min(
    interruption ? interruption.markedAt + noticeSeconds * 1000 : Infinity,
    scheduledChangeAt > now ? scheduledChangeAt : Infinity,
  );

/** Whether that answer of EC2 says that the instance is on its way out already. */
export const isGoingIn = ({ state, interruption }: Ec2Instance): boolean =>
  state !== 'running' || interruption !== undefined;

/** Whether it says that EC2 reclaims the instance, now or later. */
export const isReclaimedIn = (seen: Ec2Instance): boolean =>
  isGoingIn(seen) || seen.scheduledChangeAt !== undefined;
