import { ConflictError } from '@backstage/errors';
import { Lease } from '@release-desk/plugin-releases-common';

/** Somebody else has it; `error.lease` says who, to those who may know. */
export class LeaseTakenError extends ConflictError {
  // The class name would replace it, and with it the 409.
  name = 'ConflictError' as const;
  readonly code: string;
  readonly ahead: number;
  readonly lease?: Lease;

  constructor(options: {
    refusal: { code: string; reason: string };
    ahead: number;
    lease?: Lease;
  }) {
    const { refusal, ahead, lease } = options;
    // The reason names the holder.
    const isHidden = refusal.code !== 'queued' && !lease;
    super(isHidden ? 'somebody holds it' : refusal.reason);
    this.code = refusal.code;
    this.ahead = ahead;
    if (refusal.code !== 'queued') this.lease = lease;
  }
}

/** The caller holds it no more; `error.code` says what became of it. */
export class LeaseLostError extends ConflictError {
  name = 'ConflictError' as const;
  readonly code: string;

  constructor(options: { code: string; reason: string }) {
    super(options.reason);
    this.code = options.code;
  }
}
