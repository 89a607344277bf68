import type { Rules } from '../rules';
import type { ContainerInstance } from './state';

/** Whether nothing on the host goes on any more. */
export const isStill = (rules: Rules, { hung }: ContainerInstance): boolean =>
  hung && rules.holds('hung-hosts-never-report');

/**
 * Passes an order to the agent, or its report to ECS: at once while the agent is connected, later when it connects
 * again. The containers themselves do not wait for it.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
 */
export function viaAgent(rules: Rules, instance: ContainerInstance, step: () => void): void {
  if (isStill(rules, instance) || isCutOff(rules, instance)) instance.backlog.push(step);
  else step();
}

const isCutOff = (rules: Rules, { agentConnected, status }: ContainerInstance): boolean =>
  !agentConnected && status !== 'INACTIVE' && rules.holds('disconnected-agents-report-later');
