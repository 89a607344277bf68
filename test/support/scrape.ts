/** What Prometheus would read off a worker. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export async function scrape(address: string): Promise<readonly Sample[]> {
  const response = await fetch(`http://${address}/metrics`);
  const text = await response.text();
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(sampleOf);
}

function sampleOf(line: string): Sample {
  const [, name = '', labels = '', value = ''] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === '') throw new Error(`not a sample: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [
    key,
    text,
  ]);
  return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: numberOf(value) };
}

const numberOf = (text: string): number => (/^[+]?inf$/i.test(text) ? Infinity : Number(text));

/** Labels that every metric has, of the runtime, the workflow or the worker. */
const common = new Set(['account_id', 'region', 'namespace', 'taskQueue', 'workflowType']);

/** The samples of a metric by their own labels, as text, sorted. */
export const valuesOf = (samples: readonly Sample[], name: string): Record<string, number> =>
  Object.fromEntries(
    samples
      .filter((sample) => sample.name === name)
      .map(({ labels, value }): [string, number] => [ownLabels(labels).join(','), value])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

export const ownLabels = (labels: Sample['labels']): string[] =>
  Object.entries(labels)
    .filter(([key]) => !common.has(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
