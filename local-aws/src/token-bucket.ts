import type { Clock } from './clock';

export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: full at first, filled at a steady rate, never above its burst. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.tokens = rate.burst;
    this.filledAtMs = clock.now();
  }

  take(): boolean {
    const nowMs = this.clock.now();
    const gained = ((nowMs - this.filledAtMs) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + gained);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
