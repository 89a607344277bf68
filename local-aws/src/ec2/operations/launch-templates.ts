import { z } from 'zod';
import type { Ec2 } from '../ec2';
import { ec2Errors } from '../errors';
import { operation, type Operations } from './define';

export const launchTemplateOperations = (ec2: Ec2): Operations => ({
  CreateLaunchTemplate: operation(
    z.object({
      LaunchTemplateName: z.string().min(3).max(128),
      LaunchTemplateData: z.object({ UserData: z.base64().optional() }).default({}),
    }),
    (input) => {
      if (ec2.findLaunchTemplate(input.LaunchTemplateName)) throw ec2Errors.templateExists();
      const template = ec2.createLaunchTemplate(input.LaunchTemplateName, input.LaunchTemplateData.UserData);
      return {
        launchTemplate: {
          launchTemplateId: template.id,
          launchTemplateName: template.name,
          createTime: new Date(template.createdAtMs),
          defaultVersionNumber: 1,
          latestVersionNumber: 1,
        },
      };
    },
  ),
});
