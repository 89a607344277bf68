import type { Rules } from '../rules';
import type { ContainerInstance, Task } from './state';
import { containerInstanceShape, taskShape, type WrittenTime } from './wire';

/** Details of events are what Describe answers, with times as text, and say when they were made. */

const iso8601: WrittenTime = (ms) => (ms === undefined ? undefined : new Date(ms).toISOString());

export const taskDetail = (task: Task, nowMs: number): Readonly<Record<string, unknown>> => {
  const { tags: _, ...shape } = taskShape(task, iso8601);
  return { ...present(shape), updatedAt: iso8601(nowMs) };
};

export const containerInstanceDetail = (
  rules: Rules,
  instance: ContainerInstance,
  nowMs: number,
): Readonly<Record<string, unknown>> => {
  const { tags: _, ...shape } = containerInstanceShape(rules, instance, iso8601);
  return { ...present(shape), updatedAt: iso8601(nowMs) };
};

/** What is absent is left out, as in JSON. */
const present = (shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
