import { drainQuery, type DrainFilter } from '../../../src/cli/visibility-query';

const ours = "WorkflowType = 'drainInstance'";
const running = `${ours} AND ExecutionStatus = 'Running'`;

it.each<[DrainFilter, string]>([
  [{}, running],
  [{ all: true }, ours],
  [
    { cluster: 'web', phase: 'paused' },
    `${running} AND EcsDrainCluster = 'web' AND EcsDrainPhase = 'paused'`,
  ],
  [
    { all: true, instance: 'i-0123456789abcdef0', trigger: 'operator-request' },
    `${ours} AND EcsDrainInstance = 'i-0123456789abcdef0' AND EcsDrainTrigger = 'operator-request'`,
  ],
  [
    { accountId: '123456789012', region: 'eu-central-1' },
    `${running} AND TaskQueue = 'ecs-drain-123456789012-eu-central-1'`,
  ],
  [{ accountId: '123456789012' }, `${running} AND TaskQueue STARTS_WITH 'ecs-drain-123456789012-'`],
  // A value cannot end its string and go on as a query.
  [{ group: "x' OR 'a' = 'a" }, `${running} AND EcsDrainGroup = 'x\\' OR \\'a\\' = \\'a'`],
  [{ group: "\\' OR 1" }, `${running} AND EcsDrainGroup = '\\\\\\' OR 1'`],
])('%j is the query %s', (filter, query) => {
  expect(drainQuery(filter)).toBe(query);
});
