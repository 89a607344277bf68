import { changeWords } from './scheduled-changes';
import type { Ec2Instance, Ec2State, ScheduledChange, SpotRequest } from './state';

/** The shapes that EC2 answers, by the names of their XML: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Types.html */

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const codes: Readonly<Record<Ec2State, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const stateShape = (state: Ec2State) => ({ code: codes[state], name: state });

export const instanceShape = (instance: Ec2Instance) => ({
  instanceId: instance.id,
  imageId: 'ami-0123456789abcdef0',
  instanceState: stateShape(instance.state),
  privateDnsName: '',
  dnsName: '',
  reason: reasonOf(instance),
  instanceType: 'm7i.large',
  launchTime: new Date(instance.launchedAtMs),
  placement: { availabilityZone: instance.availabilityZone, tenancy: 'default' },
  ...(instance.ended && { stateReason: stateReason(instance.ended.cause, instance.state) }),
  ...(instance.spotRequest && {
    instanceLifecycle: 'spot',
    spotInstanceRequestId: instance.spotRequest.id,
  }),
  tagSet: [...instance.tags].map(([key, value]) => ({ key, value })),
});

function reasonOf({ ended, state }: Ec2Instance): string {
  if (!ended) return '';
  if (ended.cause !== 'user') return stateReason(ended.cause, state).code;
  return `User initiated (${new Date(ended.atMs).toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html */
function stateReason(cause: NonNullable<Ec2Instance['ended']>['cause'], state: Ec2State) {
  const isEnd = state === 'shutting-down' || state === 'terminated';
  switch (cause) {
    case 'user':
      return {
        code: 'Client.UserInitiatedShutdown',
        message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      };
    case 'no-capacity':
      return isEnd
        ? {
            code: 'Server.SpotInstanceTermination',
            message: 'Server.SpotInstanceTermination: Spot instance termination',
          }
        : {
            code: 'Server.SpotInstanceShutdown',
            message: 'Server.SpotInstanceShutdown: Spot instance shutdown',
          };
    case 'scheduled-change':
      return {
        code: 'Server.ScheduledStop',
        message: 'Server.ScheduledStop: Stopped due to a scheduled retirement.',
      };
  }
}

const spotMessages: Readonly<Record<SpotRequest['status']['code'], string>> = {
  fulfilled: 'Your Spot request is fulfilled.',
  'marked-for-stop': 'Your Spot Instance is marked for stop.',
  'instance-terminated-by-user': 'Your Spot Instance was terminated by you.',
  'instance-terminated-by-service': 'Your Spot Instance was terminated by the service.',
  'instance-terminated-no-capacity':
    'Your Spot Instance was terminated because there is no longer enough Spot capacity.',
  'instance-stopped-by-user': 'Your Spot Instance was stopped by you.',
  'instance-stopped-no-capacity':
    'Your Spot Instance was stopped because there is no longer enough Spot capacity.',
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotInstanceRequest.html */
export const spotRequestShape = ({ status, ...request }: SpotRequest) => ({
  spotInstanceRequestId: request.id,
  type: 'one-time',
  state: request.state,
  status: {
    code: status.code,
    updateTime: new Date(status.updatedAtMs),
    message: spotMessages[status.code],
  },
  instanceId: request.instanceId,
  createTime: new Date(request.createdAtMs),
  productDescription: 'Linux/UNIX',
  launchedAvailabilityZone: request.availabilityZone,
  instanceInterruptionBehavior: 'terminate',
});

const statusSummary = {
  status: 'ok',
  details: [{ name: 'reachability', status: 'passed' }],
} as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatus.html */
export const instanceStatusShape = (instance: Ec2Instance) => {
  const summary = instance.state === 'running' ? statusSummary : { status: 'not-applicable' };
  return {
    instanceId: instance.id,
    availabilityZone: instance.availabilityZone,
    ...(instance.changes.length > 0 && { eventsSet: instance.changes.map(changeShape) }),
    instanceState: stateShape(instance.state),
    systemStatus: summary,
    instanceStatus: summary,
  };
};

const changeShape = ({ id, code, notBeforeMs, notAfterMs }: ScheduledChange) => ({
  instanceEventId: id,
  code,
  description: changeWords[code].description,
  notBefore: new Date(notBeforeMs),
  ...(notAfterMs !== undefined && { notAfter: new Date(notAfterMs) }),
});
