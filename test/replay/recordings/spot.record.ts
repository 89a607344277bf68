import { drainIdOf } from '../../../src/workflows/drain.api';
import { announcements, sendToStarter, stoppedTasks } from '../../support/event-rules';
import { record } from '../support/record';

/** A spot interruption, and the group's hook while its drain goes on; each task that stops is told. */
record({}, async (scenario) => {
  const { aws } = scenario;
  const { instanceIds } = scenario.createWorld({
    cluster: 'spot',
    spot: true,
    instances: 2,
    services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }],
    standalone: [{ family: 'batch', runSeconds: 5, count: 3 }],
    selfStarted: { 'node-agent': {} },
  });
  const clusterArn = aws.ecs.state.clusters.get('spot')?.arn ?? '';
  await sendToStarter(scenario, [...announcements, stoppedTasks(clusterArn)]);
  const [leaving = ''] = instanceIds;
  aws.ec2.interrupt(leaving, { action: 'terminate', noticeSeconds: 60 });
  await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  await scenario.terminate(leaving);
  await scenario.result(leaving);
  return { spot: { workflowId: drainIdOf(leaving, scenario.aws) } };
});
