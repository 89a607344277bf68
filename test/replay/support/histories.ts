/** The histories that the replay tests keep: where they are, and what they are called. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '@temporalio/workflow/package.json';

export const historiesFolder = path.resolve(__dirname, '../histories');
const recordingsFolder = path.resolve(__dirname, '../recordings');
const recordingSuffix = '.record.ts';

/** The file of what was recorded, with the SDK of today. */
export const historyFile = (what: string): string => path.join(historiesFolder, `${what}_${version}.json`);

/** The names of all histories, of every SDK. */
export const histories = (): string[] =>
  readdirSync(historiesFolder).filter((file) => file.endsWith('.json'));

export const readHistory = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(historiesFolder, name), 'utf8'));

/** What can be recorded. */
export const recordings = (): string[] =>
  readdirSync(recordingsFolder)
    .filter((file) => file.endsWith(recordingSuffix))
    .map((file) => file.slice(0, -recordingSuffix.length));

export const recordingFile = (what: string): string =>
  path.join(recordingsFolder, `${what}${recordingSuffix}`);
