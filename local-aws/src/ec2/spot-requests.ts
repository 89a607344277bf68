import type { Environment } from '../environment';
import { newSpotRequestId } from '../ids';
import type { Ec2Cause, SpotAction, SpotRequest, SpotStatusCode } from './state';

/** "Spot Instance requests are deleted four hours after they are canceled and their instances are terminated." */
const VISIBLE_MS = 4 * 3_600_000;

/**
 * The requests of spot instances, one each, and their status.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html
 */
export class SpotRequests {
  readonly all = new Map<string, SpotRequest>();

  constructor(private readonly env: Environment) {}

  /** A request that is fulfilled by this instance. */
  create(instanceId: string, availabilityZone: string): SpotRequest {
    const nowMs = this.env.clock.now();
    const request: SpotRequest = {
      id: newSpotRequestId(),
      instanceId,
      availabilityZone,
      createdAtMs: nowMs,
      state: 'active',
      status: { code: 'fulfilled', updatedAtMs: nowMs },
    };
    this.all.set(request.id, request);
    return request;
  }

  /**
   * EC2 wants the instance back. One that is to be terminated counts as terminated from the notice on, and runs on until then:
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instances-request-status-lifecycle.html
   */
  mark(request: SpotRequest, action: SpotAction): void {
    if (action === 'terminate') this.enter(request, 'closed', 'instance-terminated-no-capacity');
    else this.enter(request, 'active', 'marked-for-stop');
  }

  /** The instance is stopped and may start again. */
  stopped(request: SpotRequest, cause: Ec2Cause): void {
    const code = cause === 'no-capacity' ? 'instance-stopped-no-capacity' : 'instance-stopped-by-user';
    this.enter(request, 'disabled', code);
  }

  started(request: SpotRequest): void {
    this.enter(request, 'active', 'fulfilled');
  }

  terminated(request: SpotRequest, cause: Ec2Cause): void {
    this.enter(request, 'closed', terminationCodes[cause]);
    if (!this.env.rules.holds('spot-requests-are-forgotten')) return;
    this.env.clock.scheduleAfter(VISIBLE_MS, () => this.all.delete(request.id));
  }

  private enter(request: SpotRequest, state: SpotRequest['state'], code: SpotStatusCode): void {
    if (!this.env.rules.holds('spot-requests-follow-their-instance') || request.status.code === code) return;
    request.state = state;
    request.status = { code, updatedAtMs: this.env.clock.now() };
  }
}

const terminationCodes = {
  user: 'instance-terminated-by-user',
  'no-capacity': 'instance-terminated-no-capacity',
  'scheduled-change': 'instance-terminated-by-service',
} as const satisfies Readonly<Record<Ec2Cause, SpotStatusCode>>;
