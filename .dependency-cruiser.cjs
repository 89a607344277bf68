/** The boundaries between folders, as docs/design.md draws them. */
const from = (path, pathNot) => ({ path, ...(pathNot && { pathNot }) });
const rule = (name, comment, fromPath, to) => ({
  name,
  comment,
  severity: 'error',
  from: from(fromPath),
  to,
});

/** Imports go one way: what each folder of src imports of the others. */
const imports = {
  domain: [],
  metrics: [],
  aws: ['domain'],
  config: ['domain', 'aws'],
  events: ['domain', 'config'],
  workflows: ['domain', 'metrics'],
  temporal: ['domain', 'workflows'],
  activities: ['domain', 'aws', 'config', 'workflows', 'temporal'],
  worker: ['domain', 'metrics', 'aws', 'config', 'workflows', 'temporal', 'activities', 'version'],
  'dry-run': ['domain', 'aws', 'config', 'activities'],
  starter: ['domain', 'config', 'events', 'workflows', 'temporal'],
  cli: ['domain', 'config', 'workflows', 'temporal', 'dry-run', 'starter', 'version'],
};

module.exports = {
  forbidden: [
    rule('no-circular', 'A cycle hides who depends on whom.', '', { circular: true }),
    ...Object.entries(imports).map(([folder, others]) =>
      rule(`${folder}-imports`, 'Imports go one way.', `^src/${folder}/`, {
        path: '^src/',
        pathNot: `^src/(${[folder, ...others].join('|')})(/|\\.ts$)`,
      }),
    ),
    rule('no-loose-files', 'Each file has a folder.', '^src/', { path: '^src/(?!index|version)[^/]+\\.ts$' }),
    rule('domain-is-pure', 'No libraries, but zod where recorded state is read.', '^src/domain/', {
      path: 'node_modules|^node:',
      pathNot: 'node_modules/zod',
    }),
    rule(
      'zod-reads-recorded-state',
      'The rest of the domain needs no library.',
      '^src/domain/(?!drain/state/|limits/limits-state)',
      {
        path: 'node_modules/zod',
      },
    ),
    rule('events-are-parsed-by-zod', 'Parsing needs no other library.', '^src/events/', {
      path: 'node_modules',
      pathNot: 'node_modules/zod',
    }),
    rule(
      'workflows-are-deterministic',
      'A workflow sees the table of metrics, and everything else as types only: what is decided is not replayed.',
      '^src/workflows/',
      {
        pathNot: '^(src/(workflows|metrics)/|node_modules/@temporalio/(workflow|common))',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule('starter-is-thin', 'The starter is no worker and does not call AWS.', '^src/starter/(?!listen)', {
      path: 'node_modules/(@aws-sdk|@temporalio/(worker|activity|testing))',
    }),
    rule('listen-needs-sqs-alone', 'The Lambda function does not load it.', '^src/starter/listen', {
      path: 'node_modules/(@aws-sdk/(?!client-sqs)|@temporalio/(worker|activity|testing))',
    }),
    rule('cli-talks-to-temporal-alone', 'Only a dry run needs AWS.', '^src/cli/', {
      path: 'node_modules/(@aws-sdk|@temporalio/(worker|activity|testing))',
    }),
    rule('production-does-not-know-dev', 'What a laptop needs stays out of production.', '^src/', {
      path: '^(dev|test|local-aws|bench|scripts)/|@temporalio/testing',
    }),
    rule('local-aws-knows-nothing-of-us', 'The judge is independent of what it judges.', '^local-aws/src/', {
      path: '^(src|dev|test|bench)/|@temporalio',
    }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$' },
  },
};
