import type { Status } from '../../src/domain/drain/status/status';

/** Where a drain stands, by its workflow's own status and the local AWS's record. */
export interface DrainView {
  readonly ec2InstanceId: string;
  /** Undefined until the workflow has looked for the first time. */
  readonly status: Status | undefined;
  /** When the instance was gone, in milliseconds since the epoch. */
  readonly goneAt: number | undefined;
}
