/** The boundaries between folders, as docs/design.md draws them. */
const from = (path, pathNot) => ({ path, ...(pathNot && { pathNot }) });
const rule = (name, comment, fromPath, to) => ({
  name,
  comment,
  severity: 'error',
  from: from(fromPath),
  to,
});

module.exports = {
  forbidden: [
    rule('no-circular', 'A cycle hides who depends on whom.', '', { circular: true }),
    rule('reconcile-is-pure', 'The decision imports nothing but itself.', '^src/reconcile/(?!state/)', {
      pathNot: '^src/reconcile/',
    }),
    rule('state-is-read-by-zod', 'What was recorded is parsed.', '^src/reconcile/state/', {
      pathNot: '^(src/reconcile/|node_modules/zod)',
    }),
    rule('doctor-judges-purely', 'What facts about AWS mean needs the domain alone.', '^src/doctor/aws/', {
      pathNot: '^src/(doctor/(aws/|finding|checks)|reconcile/)',
    }),
    rule('signals-are-pure', 'Parsing needs zod, and no more of ours than the domain.', '^src/signals/', {
      pathNot: '^(src/signals/|src/reconcile/|src/place-schema|node_modules/zod)',
    }),
    rule(
      'workflows-are-deterministic',
      'A workflow sees the table of metrics, and everything else as types only: what is decided is not replayed.',
      '^src/workflows/',
      {
        pathNot:
          '^(src/workflows/|src/telemetry/(metrics|instruments)\\.ts|node_modules/@temporalio/(workflow|common))',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule('starter-is-thin', 'The starter never touches AWS nor the worker.', '^src/starter/(?!listen)', {
      path: '^(src/(aws|activities|worker|config)|node_modules/(@aws-sdk|@temporalio/(worker|activity|testing)))',
    }),
    rule(
      'listening-needs-sqs-alone',
      'Without Lambda nobody else fetches the messages of a queue; the function does not load it.',
      '^src/starter/listen',
      {
        path: '^(src/(aws|activities|worker|config)|node_modules/(@aws-sdk/(?!client-sqs)|@temporalio/(worker|activity|testing)))',
      },
    ),
    rule(
      'cli-talks-to-temporal-alone',
      'The CLI asks and tells drains through Temporal; only a dry run needs AWS, and sees to that itself.',
      '^src/cli/',
      {
        path: '^(src/(aws|activities|worker|config|create-worker|telemetry)|node_modules/(@aws-sdk|@temporalio/(worker|activity|testing)))',
      },
    ),
    rule('nobody-depends-on-the-cli', 'It is an end, not a library.', '^src/(?!cli/)', { path: '^src/cli/' }),
    rule(
      'activities-do-not-know-workflows',
      'Activities know AWS, the domain, and what the driver and workflows take and answer.',
      '^src/activities/',
      { path: '^src/(starter|signals|workflows/(?!driver/plan|search-attributes|[a-z-]+\\.api))' },
    ),
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
