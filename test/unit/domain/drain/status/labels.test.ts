import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { newDrainState } from '../../../../../src/domain/drain/state/drain-state';
import { labelsOf } from '../../../../../src/domain/drain/status/labels';
import {
  aConfirmedState,
  aRequest,
  ec2InstanceId,
  notice,
  startedAt,
  aRegistration,
} from '../../../../support/observations';

const asked = applyNotice(newDrainState(ec2InstanceId, startedAt), notice);

describe('the labels by which a drain is found', () => {
  it('are those of the message until the first observation, and never empty', () => {
    expect(labelsOf(asked, 'starting')).toEqual({
      instance: ec2InstanceId,
      containerInstance: 'unknown',
      cluster: 'unknown',
      group: 'web',
      phase: 'starting',
      trigger: 'terminate-lifecycle-action',
    });
  });

  it('name the cluster that is hinted at, until the instance is found in one', () => {
    expect(labelsOf(asked, 'starting', 'arn:aws:ecs:eu-west-1:123456789012:cluster/hinted').cluster).toBe(
      'hinted',
    );
    const found = aConfirmedState({}, { host: aRegistration() });
    expect(labelsOf(found, 'wait-for-tasks', 'hinted')).toMatchObject({
      cluster: 'demo',
      containerInstance: 'aaaabbbbccccddddeeeeffff00001111',
    });
  });

  it("an operator's request counts before a message, and what Auto Scaling says before what a message does", () => {
    const state = { ...applyNotice(asked, aRequest()), groupOfInstance: 'web-blue' };
    expect(labelsOf(state, 'wait-for-tasks')).toMatchObject({
      trigger: 'operator-request',
      group: 'web-blue',
    });
  });

  it('are no longer than Temporal takes', () => {
    expect(labelsOf({ ...asked, groupOfInstance: 'g'.repeat(300) }, 'wait-for-tasks').group).toHaveLength(
      255,
    );
  });
});
