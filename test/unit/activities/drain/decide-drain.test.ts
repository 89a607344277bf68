import { createDecideDrain } from '../../../../src/activities/drain/decide/decide-drain';
import { starting } from '../../../../src/domain/drain/decide';
import { defaultSpec } from '../../../../src/domain/spec';
import { recordedStateOf, UnknownStateError } from '../../../../src/domain/drain/state/recorded-state';
import type { DecisionRequest } from '../../../../src/workflows/driver/plan';
import { noticeSignal } from '../../../../src/workflows/drain.api';
import { aConfirmedState, ec2InstanceId, startedAt } from '../../../support/observations';

const decide = createDecideDrain({ spec: defaultSpec, publishesOutcomes: false });
const recorded = recordedStateOf(starting(aConfirmedState(), startedAt));

const request = (change: Partial<DecisionRequest>): DecisionRequest => ({
  workflowId: 'drain',
  runId: 'run',
  start: { ec2InstanceId },
  state: recorded,
  inputs: [],
  now: startedAt,
  ...change,
});

describe('the decision of a drain', () => {
  it.each(['core', 'notices', 'host'])('plans nothing by a state whose part %s it does not know', (part) => {
    const unknown = { ...recorded, [part]: { version: 2 } };
    expect(() => decide(request({ state: unknown }))).toThrow(UnknownStateError);
    expect(() => decide(request({ state: unknown }))).toThrow(
      'a worker of the version that wrote it has to go on',
    );
  });

  it.each(['facts', 'callErrors', 'spec', 'tasks'])(
    'plans an observation where its part %s is unknown',
    async (part) => {
      const plan = await decide(request({ state: { ...recorded, [part]: { version: 2 } } }));
      expect(plan).toMatchObject({ action: undefined, observation: { call: { activity: 'observe' } } });
    },
  );

  it('says that nothing is cancelled any more where an operator asks before the first decision', async () => {
    const byPerson = {
      kind: 'operator-request',
      by: 'ann',
      reason: 'a new kernel',
      afterwards: 'stay-draining',
    };
    const plan = await decide(
      request({
        state: undefined,
        start: { ec2InstanceId, cancelled: ['a-group/a-hook'] },
        inputs: [
          {
            kind: 'signal',
            name: noticeSignal.name,
            at: startedAt,
            payload: { ...byPerson, ec2InstanceId },
          },
        ],
      }),
    );
    expect(plan.memo).toMatchObject({ cancelled: [] });
  });
});
