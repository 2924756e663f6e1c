import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { ErrorRequestHandler } from 'express';

const TOLD = new Set([
  'NotModifiedError',
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
  'ServiceUnavailableError',
  'PayloadTooLargeError',
  'UnsupportedMediaTypeError',
  'IdempotencyKeyReusedError',
]);

/**
 * Lets through what was said to the caller on purpose. Anything else (an error
 * of the database with its SQL, of an outside system with its status) is logged
 * in full and answered without its content.
 */
export function shieldErrors(logger: LoggerService): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    const error = toError(thrown);
    // Express could not decode the path.
    const undecodable =
      error instanceof URIError && 'status' in error && error.status === 400;
    if (TOLD.has(error.name) || undecodable || res.headersSent) {
      next(error);
      return;
    }
    const incident = randomUUID();
    logger.error(`Unexpected error ${incident}`, error);
    next(new Error(`An internal error occurred, logged as ${incident}`));
  };
}
