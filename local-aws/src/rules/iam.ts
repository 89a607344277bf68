import type { Rule } from './rule';

const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const reference = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

/** Who may call what, where it is asked at all (`--iam`). */
export const iamRules = [
  {
    name: 'iam-keys-belong-to-somebody',
    says: 'A call with an access key that belongs to nobody is refused.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html',
  },
  {
    name: 'iam-denies-by-default',
    says: 'A call that no policy of its caller allows is denied, and has no effect.',
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  {
    name: 'iam-explicit-denials-win',
    says: 'A Deny that applies wins over every Allow.',
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  {
    name: 'iam-statements-name-resources',
    says: 'A statement is about the resources that it names; an action without resources needs `*`.',
    source: `${iam}/reference_policies_elements_resource.html`,
  },
  {
    name: 'iam-asks-for-each-resource',
    says: 'A call about several resources has to be allowed for each of them, or nothing of it happens.',
    source: 'documents silent: DescribeTasks and its like answer AccessDeniedException for the whole call.',
  },
  {
    name: 'iam-conditions-must-hold',
    says: 'A statement applies where all of its conditions hold; a key that the call lacks equals nothing.',
    source: `${iam}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
  },
  {
    name: 'iam-resources-have-keys',
    says: "Actions on tasks, services and container instances have ecs:cluster; groups and EC2 instances their tags' keys.",
    source: `${reference}/list_amazonelasticcontainerservice.html`,
  },
  {
    name: 'iam-topic-policies-count',
    says: "A topic's policy counts too: in one account, what either side allows is allowed, and a Deny of either side wins.",
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-basics-identity-resource.html`,
  },
  {
    name: 'iam-topic-policies-name-principals',
    says: "A statement of a topic's policy is about the principals that it names; a role is each of its sessions.",
    source: `${iam}/reference_policies_elements_principal.html`,
  },
  {
    name: 'iam-accounts-grant-by-their-policies',
    says: "A topic's policy that allows an account leaves it to that account's own policies whom it allows.",
    source: `${iam}/reference_policies_elements_principal.html#principal-accounts`,
  },
  {
    name: 'iam-other-accounts-need-both',
    says: "A caller of another account needs the permission of its own policies and of the topic's.",
    source: `${iam}/reference_policies_evaluation-logic-cross-account.html`,
  },
  {
    name: 'iam-roles-are-passed',
    says: 'Whoever gives a hook a role needs iam:PassRole on it.',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html',
  },
  {
    name: 'iam-hooks-notify-as-their-role',
    says: "A hook notifies as its role: without that role's permission it is refused, and what it notifies later is lost.",
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html',
  },
] as const satisfies readonly Rule[];
