/** Brings the lists in docs/local-aws.md up to date: what is served, which rules hold, what the admin endpoint takes. */
import { ruleList, startLocalAws } from '@ecs-drain/local-aws';
import { z } from 'zod';
import { bringUpToDate, type Parts } from './generated-parts';

/** Where each service documents an operation. */
const pages: Readonly<Record<string, { readonly name: string; readonly api: string }>> = {
  ecs: { name: 'ECS', api: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference' },
  autoscaling: { name: 'Auto Scaling', api: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference' },
  sns: { name: 'SNS', api: 'https://docs.aws.amazon.com/sns/latest/api' },
  sqs: { name: 'SQS', api: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference' },
  events: { name: 'EventBridge', api: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference' },
  sts: { name: 'STS', api: 'https://docs.aws.amazon.com/STS/latest/APIReference' },
  ec2: { name: 'EC2', api: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference' },
};

const routes = z.array(z.object({ method: z.string(), path: z.string(), what: z.string() }));

async function parts(): Promise<Parts> {
  const aws = await startLocalAws();
  try {
    const response = await fetch(`${aws.url}/_admin/`);
    const operations = Object.entries(aws.operations).map(([service, names]) => {
      const page = pages[service];
      if (!page) throw new Error(`Say in ${__filename} where ${service} is documented.`);
      const links = names.map((name) => `[${name}](${page.api}/API_${name}.html)`);
      return `- **${page.name}**: ${links.join(', ')}`;
    });
    const rules = ruleList.map(({ name, says, source }) => `- \`${name}\`: ${says} ${sourceText(source)}`);
    const admin = routes
      .parse(await response.json())
      .map(({ method, path, what }) => `- \`${method} ${path}\`: ${what.replaceAll('<', '\\<')}`);
    return { operations: operations.join('\n'), rules: rules.join('\n'), admin: admin.join('\n') };
  } finally {
    await aws.close();
  }
}

const sourceText = (source: string): string =>
  source.startsWith('https://')
    ? `([AWS](${source}))`
    : `(${source.charAt(0).toUpperCase()}${source.slice(1)})`;

void bringUpToDate('local-aws.md', 'docs:local-aws', parts);
