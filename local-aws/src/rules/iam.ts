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
] as const satisfies readonly Rule[];
