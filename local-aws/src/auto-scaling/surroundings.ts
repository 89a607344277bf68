import type { Cancel } from '../clock';
import type { Notification } from './notifications';
import type { GroupInstance } from './state';

/** What happens outside of Auto Scaling when it launches and terminates instances and notifies. */
export interface Surroundings {
  /** What is wrong with a group's tags, in words; undefined when nothing is. */
  tagsProblem(tags: ReadonlyMap<string, string>): string | undefined;
  /** EC2 launched the instance. */
  launched(instance: GroupInstance): void;
  /** Starts the instance's user data; the result takes back what it has yet to do. */
  boot(instance: GroupInstance): Cancel;
  /** EC2 starts or stops an instance of a warm pool. */
  power(instanceId: string, state: 'running' | 'stopped'): void;
  /** What a health check asks EC2. */
  powerOf(instanceId: string): 'running' | 'stopped' | 'terminated';
  /** EC2 terminates the instance, and everything on it ends. */
  terminate(instanceId: string): void;
  /** @throws AwsError when the target is not there, or the role may not send to it */
  notify(notification: Notification): void;
}
