/** The account and Region in which a drain acts: those of the worker that serves it. */
export interface AccountRegion {
  readonly accountId: string;
  readonly region: string;
}
