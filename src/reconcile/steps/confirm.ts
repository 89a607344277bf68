import { Reason } from '../reasons';
import { hookOwnershipOf } from '../ownership';
import { standingOf } from '../standing';
import { believedAt, end, pass, wait, type Step, type Verdict, type World } from './step';

/**
 * Does Auto Scaling want this instance gone, and is the hook ours to complete? Until both are seen nothing is touched.
 * Once seen, an Auto Scaling that does not answer stops nothing: an instance never returns from its termination hook.
 */
export const confirm: Step = {
  name: 'confirm',
  decide: (world) => {
    const { observation, memory } = world;
    if (memory.signal === undefined) return end('nothing-asked');
    if (observation.autoScalingInstance.kind === 'unknown') {
      return memory.confirmedAt === undefined ? wait(Reason.CannotSee) : ownership(world);
    }
    switch (standingOf(observation.autoScalingInstance.value)) {
      case 'waiting':
        return ownership(world);
      case 'terminating':
        return wait(Reason.NotYetWaiting);
      case 'leaving':
        return end(memory.completionSent ?? 'already-leaving');
      case 'retained':
        return end('retained');
      case 'gone':
        // A completion that was sent explains why it is gone: there is no doubt to wait out.
        return memory.completionSent ? end(memory.completionSent) : doubt(world, Reason.NotInGroup);
      case 'staying':
        return doubt(world, Reason.NotTerminating);
    }
  },
};

function doubt(world: World, reason: Reason): Verdict {
  const at = believedAt(world, world.memory.doubtedSince ?? world.now);
  if (world.now < at) return wait(reason, at);
  return end(reason === Reason.NotInGroup ? 'instance-gone' : 'not-terminating');
}

function ownership(world: World): Verdict {
  switch (hookOwnershipOf(world.memory)) {
    case 'theirs':
      return end('not-our-hook');
    case 'unknown':
      return wait(Reason.HookNotSeen);
    case 'ours':
      return stillActive(world);
  }
}

function stillActive(world: World): Verdict {
  const since = world.memory.noActiveActionSince;
  if (since === undefined) return pass;
  const at = believedAt(world, since);
  return world.now < at
    ? wait(Reason.NoActiveAction, at)
    : end(world.memory.completionSent ?? 'completed-elsewhere');
}
