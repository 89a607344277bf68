/** Where a run is seen in the Temporal UI. */
import type { Run } from './drain-status';

export function uiLink(uiUrl: string, namespace: string, { workflowId, runId }: Run): string {
  const path = ['namespaces', namespace, 'workflows', workflowId, runId, 'history'].map(encodeURIComponent);
  return `${uiUrl.replace(/\/+$/, '')}/${path.join('/')}`;
}
