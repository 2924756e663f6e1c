import { ConflictError, CustomErrorBase } from '@backstage/errors';

/** What a request that names none is taken for: no resource has it. */
export const NO_REVISION = 0;

/**
 * A write that names a revision which is not the current one. The answer holds
 * the current resource as `error.current`, so that nobody's edit is lost
 * silently.
 */
export class RevisionConflictError extends ConflictError {
  // The class name would replace it, and with it the 409.
  name = 'ConflictError' as const;
  readonly current: unknown;

  constructor(options: { named: number; current: { revision: number } }) {
    const { named, current } = options;
    super(
      named === NO_REVISION
        ? `revision: expected the current one, ${current.revision}, in an If-Match header or in the body`
        : `Revision ${named} is not the current one, which is ${current.revision}`,
    );
    this.current = current;
  }
}

export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

export class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
  readonly statusCode = 415;
}

/** The key of one request came with another. */
export class IdempotencyKeyReusedError extends CustomErrorBase {
  name = 'IdempotencyKeyReusedError' as const;
  readonly statusCode = 422;
}
