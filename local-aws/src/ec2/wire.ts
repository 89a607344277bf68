import type { Ec2Instance } from './ec2';

/** The shapes that EC2 answers, by the names of their XML: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Types.html */

const codes = { running: 16, stopped: 80, terminated: 48 } as const;

export const stateShape = (state: keyof typeof codes) => ({ code: codes[state], name: state });

export const instanceShape = (instance: Ec2Instance) => ({
  instanceId: instance.id,
  imageId: 'ami-0123456789abcdef0',
  instanceState: stateShape(instance.state),
  privateDnsName: '',
  dnsName: '',
  reason:
    instance.terminatedAtMs === undefined
      ? ''
      : `User initiated (${new Date(instance.terminatedAtMs).toISOString().slice(0, 19).replace('T', ' ')} GMT)`,
  instanceType: 'm7i.large',
  launchTime: new Date(instance.launchedAtMs),
  placement: { availabilityZone: instance.availabilityZone, tenancy: 'default' },
  tagSet: [...instance.tags].map(([key, value]) => ({ key, value })),
});
