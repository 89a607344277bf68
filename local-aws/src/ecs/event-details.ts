import type { Rules } from '../rules';
import type { ContainerInstance, Task } from './state';
import { containerInstanceShape, taskShape } from './wire';

/** Details of events are what Describe answers, with times as text, and say when they were made. */

export const taskDetail = (task: Task, nowMs: number): Readonly<Record<string, unknown>> => {
  const { tags: _, ...shape } = taskShape(task);
  return { ...withTimesAsText(shape), updatedAt: new Date(nowMs).toISOString() };
};

export const containerInstanceDetail = (
  rules: Rules,
  instance: ContainerInstance,
  nowMs: number,
): Readonly<Record<string, unknown>> => {
  const { tags: _, ...shape } = containerInstanceShape(rules, instance);
  return { ...withTimesAsText(shape), updatedAt: new Date(nowMs).toISOString() };
};

/** No time stands deeper than the first level; what is absent is left out, as in JSON. */
function withTimesAsText(shape: object): Record<string, unknown> {
  const text: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shape) as [string, unknown][]) {
    if (value !== undefined) text[name] = value instanceof Date ? value.toISOString() : value;
  }
  return text;
}
