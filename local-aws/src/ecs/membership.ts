import type { Task } from './state';

/** Where a task is counted: its cluster, its instance, its service. Kept here so that no list has to be searched. */
export function enroll(task: Task): void {
  const { cluster, instance, service, definition } = task;
  cluster.tasks.set(task.id, task);
  instance.tasks.add(task);
  instance.remembered.add(task);
  instance.held.cpu += definition.cpu;
  instance.held.memoryMiB += definition.memoryMiB;
  if (!service) return;
  service.tasks.add(task);
  service.remembered.add(task);
  service.tasksOn.set(instance, (service.tasksOn.get(instance) ?? 0) + 1);
}

/** Gives back its share of the instance; once. */
export function releaseRoom(task: Task): void {
  if (!task.holdsRoom) return;
  task.holdsRoom = false;
  task.instance.held.cpu -= task.definition.cpu;
  task.instance.held.memoryMiB -= task.definition.memoryMiB;
}

/** The service counts it no more. */
export function leaveService(task: Task): void {
  const { service, instance } = task;
  if (!service?.tasks.delete(task)) return;
  const left = (service.tasksOn.get(instance) ?? 1) - 1;
  if (left > 0) service.tasksOn.set(instance, left);
  else service.tasksOn.delete(instance);
}

/** Nobody can describe it any more. */
export function forget(task: Task): void {
  task.cluster.tasks.delete(task.id);
  task.instance.remembered.delete(task);
  task.service?.remembered.delete(task);
}
