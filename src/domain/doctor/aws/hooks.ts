import { saysWhichHooksAreOurs } from '../../drain/hooks/lifecycle-action';
import { specWith, type Spec } from '../../spec';
import { duration, listOf } from '../../format/text';
import { found, notChecked, orOk, type Finding } from '../finding';
import type { AwsFacts, GroupFacts, HookSeen } from './facts';
import { hooksOf, ourHooksOf } from './our-hooks';
import { formatCallError } from './call-error';

/** A restart of every worker, or of Temporal, takes minutes. */
const leastTimeoutSeconds = 300;

export function hookFindings({ groups: facts, spec }: Pick<AwsFacts, 'groups' | 'spec'>): readonly Finding[] {
  if (!saysWhichHooksAreOurs(spec))
    return [found('our-hooks-unknown', 'neither names of hooks nor targets of notifications are set')];
  const { groups, leftOut } = facts;
  if (groups.length === 0)
    return [
      notChecked('hooks', 'no group was found that has instances in the clusters and is to be drained'),
    ];
  const count = groups.map((group) => ourHooksOf(group, spec).length).reduce((sum, more) => sum + more, 0);
  return [
    ...orOk(
      'hooks',
      groups.some(({ hooks }) => hooks.kind === 'known')
        ? `${count} of ours in ${groups.length} groups`
        : undefined,
      groups.flatMap((group) => groupFindings(group, spec)),
    ),
    ...(leftOut > 0 ? [notChecked('hooks', `those of ${leftOut} more groups`)] : []),
  ];
}

function groupFindings(group: GroupFacts, spec: Spec): readonly Finding[] {
  const { autoScalingGroupName: name, hooks } = group;
  if (hooks.kind === 'unknown') return [notChecked('hooks', formatCallError(hooks.callError), name)];
  if (hooks.value === 'missing') return [found('group-missing', 'Auto Scaling does not know it', name)];
  const ours = ourHooksOf(group, spec);
  if (ours.length === 0) {
    const others = hooks.value.map((hook) => hook.name);
    const says = others.length === 0 ? 'it has no termination hook' : `none of ${listOf(others)} is ours`;
    return [found('group-without-hook', says, name)];
  }
  return ours.flatMap((hook) => hookFindingsOf(hook, group, spec));
}

function hookFindingsOf(hook: HookSeen, group: GroupFacts, spec: Spec): readonly Finding[] {
  const about = `${group.autoScalingGroupName}/${hook.name}`;
  const { notificationTargetArn: target, heartbeatTimeoutSeconds, globalTimeoutSeconds } = hook;
  const { deadlineSeconds } = specWith(spec, [hook.specChange]);
  const findings: Finding[] = [];
  if (target === undefined) findings.push(found('hook-without-target', 'it notifies nobody', about));
  else if (hook.roleArn === undefined)
    findings.push(found('hook-without-role', `it is to notify ${target}, without a role`, about));
  if (
    target !== undefined &&
    spec.notificationTargets.length > 0 &&
    !spec.notificationTargets.includes(target)
  )
    findings.push(found('hook-notifies-others', `it notifies ${target}`, about));
  if (heartbeatTimeoutSeconds < leastTimeoutSeconds)
    findings.push(
      found('hook-timeout-short', `its timeout is ${duration(heartbeatTimeoutSeconds * 1000)}`, about),
    );
  if (deadlineSeconds !== undefined && deadlineSeconds > globalTimeoutSeconds)
    findings.push(
      found(
        'deadline-beyond-global-timeout',
        `its global timeout is ${duration(globalTimeoutSeconds * 1000)}, the deadline ${duration(deadlineSeconds * 1000)}`,
        about,
      ),
    );
  if (hook.metadataProblem !== undefined)
    findings.push(found('metadata-not-understood', hook.metadataProblem, about));
  return [...findings, ...defaultResultFindings(hook, group, about)];
}

/**
 * With one hook CONTINUE and ABANDON come to the same. A group that retains abandoned instances keeps them, which is what somebody
 * wants who has set so.
 */
function defaultResultFindings(
  { name, defaultResult }: HookSeen,
  facts: GroupFacts,
  about: string,
): readonly Finding[] {
  const { group } = facts;
  const others = hooksOf(facts)
    .filter((other) => other.name !== name)
    .map((other) => other.name);
  const retains = group.kind === 'known' && group.value?.retainsAbandoned === true;
  if (defaultResult === 'CONTINUE' || others.length === 0 || retains) return [];
  return [found('default-result-abandons', `ABANDON, and the group also has ${listOf(others)}`, about)];
}
