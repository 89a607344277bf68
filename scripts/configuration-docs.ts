/** Brings the tables in docs/configuration.md up to date with the schemas that read the variables. */
import { cliSettings } from '../src/cli/config';
import { workerSettings } from '../src/config/worker-config';
import { specReference } from '../src/config/spec-schema';
import { starterSettings } from '../src/starter/config';
import { bringUpToDate } from './generated-parts';
import { defaultText, settingRows, type SettingRow } from './settings-rows';

const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const settingsTable = (rows: readonly SettingRow[]): string =>
  table(
    ['Variable', 'Meaning', 'Default', 'Example'],
    rows.map(({ variable, description, required, default: otherwise, example }) => [
      code(variable),
      description,
      required ? 'required' : code(otherwise),
      code(example),
    ]),
  );

const specTable = (): string =>
  table(
    ['Variable', 'In metadata', 'Meaning', 'Value', 'Default', 'Example'],
    specReference.map(({ variable, field, inMetadata, description, type, default: otherwise, example }) => [
      code(variable),
      inMetadata ? code(field) : 'no',
      description,
      type,
      code(defaultText(otherwise)),
      code(example),
    ]),
  );

void bringUpToDate('configuration.md', 'docs:configuration', () => ({
  worker: settingsTable(settingRows(workerSettings)),
  spec: specTable(),
  starter: settingsTable(settingRows(starterSettings)),
  cli: settingsTable(settingRows(cliSettings)),
}));
