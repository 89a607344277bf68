import type { Service } from '../service';
import type { Ec2 } from './ec2';
import { ec2Errors } from './errors';
import { instanceOperations } from './operations/instances';
import { launchTemplateOperations } from './operations/launch-templates';
import { readOperations } from './operations/reads';

export const ec2Api = {
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
} as const;

/** EC2 as far as drain tools read it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const ec2Service = (ec2: Ec2): Service => ({
  name: 'ec2',
  operations: { ...instanceOperations(ec2), ...readOperations(ec2), ...launchTemplateOperations(ec2) },
  throttle: () => undefined,
  unknownOperation: ec2Errors.unknownOperation,
});
