import { registerSearchAttributes } from '../../setup/search-attributes';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';

export const setup = defineCommand({
  name: 'setup',
  summary: 'Make the Temporal namespace know the search attributes of drains',
  description: 'Once for a namespace; again does no harm. Drains cannot start before.',
  inputs: {},
  examples: [['setup', 'in the namespace that TEMPORAL_NAMESPACE names']],
  run: async (_, cli) => {
    const client = await cli.connect();
    const { namespace } = client.options;
    const { added, already } = await registerSearchAttributes(client.connection, namespace);
    cli.output.give({ namespace, added, already }, () =>
      [
        ...added.map((name) => `${name}  added`),
        ...already.map((name) => `${name}  was there`),
        `namespace ${namespace} is set up`,
      ].join('\n'),
    );
    return ExitCode.Done;
  },
});
