import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** How container instances come, go silent and leave. */
export const instancesRules = [
  {
    name: 'deregistered-instances-are-forgotten',
    says: 'A deregistered container instance can be described as INACTIVE for an hour; later it is MISSING.',
    source:
      'documents silent: "may remain discoverable in your account for a period of time", taken as an hour',
  },
  {
    name: 'deregistration-is-refused-while-tasks-run',
    says: 'DeregisterContainerInstance without force is refused while tasks run on the instance.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'forced-deregistration-orphans-containers',
    says: 'Deregistration by force leaves containers running, no longer accounted for, until their host ends.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'host-termination-deregisters',
    says: 'A container instance whose EC2 instance is terminated while its agent is connected leaves the cluster.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'disconnected-instances-stay-registered',
    says: 'A container instance whose agent is disconnected stays in the cluster when its EC2 instance is terminated.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'disconnected-agents-report-later',
    says: 'Orders to a disconnected agent and its reports wait until it connects again; containers do not wait.',
    source: `${api}/API_ContainerInstance.html`,
  },
  {
    name: 'hung-hosts-never-report',
    says: 'On a host that hangs nothing ends and nothing is reported, until EC2 ends the host.',
    source: 'seen in the field',
  },
  {
    name: 'a-host-registered-anew-is-another-instance',
    says: 'An agent that has lost its state registers its EC2 instance as a new container instance beside the old one.',
    source: `${api}/API_RegisterContainerInstance.html`,
  },
  {
    name: 'host-termination-stops-tasks',
    says: 'The tasks of a terminated EC2 instance become STOPPED.',
    source: `${guide}/ecs_task_events.html`,
  },
] as const satisfies readonly Rule[];
