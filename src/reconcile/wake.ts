/** ECS says that a task on the instance has stopped: a hint, as every message is. */
export interface TaskStopped {
  readonly taskArn: string;
}
