import {
  drainIdOf,
  extendUpdate,
  pauseUpdate,
  releaseUpdate,
  resumeUpdate,
} from '../../../src/workflows/drain.api';
import { ourHook } from '../../support/our-hook';
import { record } from '../support/record';

const who = { by: 'ana', reason: 'an observation at the disks' };

record({}, async (scenario) => {
  const { instanceIds } = scenario.createWorld({
    cluster: 'commands',
    hooks: [ourHook(scenario, { deadlineSeconds: 600 })],
    standalone: [{ family: 'batch' }],
    selfStarted: { 'node-agent': {} },
  });
  const [leaving = ''] = instanceIds;
  await scenario.terminate(leaving);
  await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  const drain = scenario.drain(leaving);
  await drain.executeUpdate(pauseUpdate, { args: [who] });
  await scenario.untilStatus(leaving, ({ reason }) => reason === 'Paused');
  await drain.executeUpdate(resumeUpdate, { args: [who] });
  await scenario.untilStatus(leaving, ({ paused }) => paused === undefined);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await drain.executeUpdate(extendUpdate, { args: [{ ...who, until }] });
  await drain.executeUpdate(releaseUpdate, { args: [who] });
  await scenario.result(leaving);
  return { commands: { workflowId: drainIdOf(leaving, scenario.aws) } };
});
