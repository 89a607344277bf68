import type { Stage } from './stage';
import { clusterName } from './world';

/** Where to look, and what to set for the AWS CLI and our own to look there. */
export function keptLines({ temporal, stack }: Stage): string[] {
  const { credentials, endpoint, region } = stack.accessAs('VISITOR');
  return [
    '',
    'Everything stays up until Ctrl-C.',
    '',
    `  Web UI     ${temporal.uiUrl}/workflows`,
    `  local AWS  ${stack.aws.url}`,
    '',
    `  export TEMPORAL_ADDRESS=${temporal.address}`,
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
    '',
    `  aws ecs list-container-instances --cluster ${clusterName}`,
    `  npm run --silent cli -- list --all`,
    `  npm run --silent cli -- --help`,
  ];
}
