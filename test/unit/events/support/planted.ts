/** Messages that must lead to something, and where AWS documents what they are about. */
import { fixture } from './events';

export type Json = Record<string, unknown>;
export type Path = readonly (string | number)[];

export interface Planted {
  /** A fixture. */
  readonly name: string;
  readonly form: 'message' | 'event';
  readonly leadsTo: 'notices' | 'wake';
  /** Where AWS documents the id: of the instance, or for a wake-up the ARN of the task. */
  readonly idAt: Path;
  /** What else it cannot do without. */
  readonly needs: readonly Path[];
  /** What it can do without, whatever stands there. */
  readonly spares: readonly Path[];
}

const action = ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleActionToken', 'LifecycleTransition'];
const spareOfAction = [
  'NotificationMetadata',
  'Origin',
  'Service',
  'Time',
  'RequestId',
  'AccountId',
  'Event',
];
const envelope: readonly Path[] = [['account'], ['region'], ['source'], ['detail-type'], ['detail']];
const spareOfEnvelope: readonly Path[] = [['version'], ['id'], ['time'], ['resources'], ['Type'], ['Event']];
const inDetail = (names: readonly string[]): readonly Path[] => names.map((name) => ['detail', name]);

const event = (
  name: string,
  idAt: Path,
  needs: readonly string[],
  spares: readonly string[],
  leadsTo: Planted['leadsTo'] = 'notices',
): Planted => ({
  name: `event-bridge/${name}`,
  form: 'event',
  leadsTo,
  idAt: ['detail', ...idAt],
  needs: [...envelope, ...inDetail(needs)],
  spares: [...spareOfEnvelope, ...inDetail(spares)],
});

export const planted: readonly Planted[] = [
  {
    name: 'messages/terminate-lifecycle-action',
    form: 'message',
    leadsTo: 'notices',
    idAt: ['EC2InstanceId'],
    needs: action.map((name) => [name]),
    spares: spareOfAction.map((name) => [name]),
  },
  event('terminate-lifecycle-action', ['EC2InstanceId'], action, spareOfAction),
  event('spot-interruption', ['instance-id'], [], ['instance-action']),
  event('instance-state-change', ['instance-id'], ['state'], []),
  event('rebalance-recommendation', ['instance-id'], [], []),
  event(
    'health-scheduled-change',
    ['affectedEntities', 1, 'entityValue'],
    ['service', 'eventTypeCategory', 'eventArn', 'affectedEntities'],
    ['startTime', 'endTime', 'eventDescription', 'eventMetadata', 'page'],
  ),
  event(
    'task-state-change',
    ['taskArn'],
    ['lastStatus', 'containerInstanceArn'],
    ['clusterArn', 'containers', 'desiredStatus', 'version', 'overrides'],
    'wake',
  ),
];

/** A copy of the example, about this instance (and this alone) or a task of this name. */
export function plant({ name, idAt, leadsTo }: Planted, id: string): Json {
  const message = { ...fixture(name) };
  if (name.includes('health'))
    setAt(message, ['detail', 'affectedEntities'], [{ entityValue: 'vol-0123456789abcdef0' }, {}, null]);
  setAt(message, idAt, leadsTo === 'wake' ? `arn:aws:ecs:us-west-2:123456789012:task/default/${id}` : id);
  return message;
}

/** What stands at the documented place, by its own key and not by inheritance. */
export function valueAt(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return valueAt((value as Json)[key], rest); // any object that has the key
}

/** @param value undefined takes the key away */
export function setAt(message: Json, path: Path, value: unknown): void {
  const parent = valueAt(message, path.slice(0, -1)) as Json; // the tests name places that there are
  const key = String(path.at(-1));
  if (value === undefined) Reflect.deleteProperty(parent, key);
  else parent[key] = value;
}
