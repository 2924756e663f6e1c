import { InputError } from '@backstage/errors';
import { Endpoint } from '@release-desk/plugin-releases-common';
import express, { RequestHandler } from 'express';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from './errors';

const DEFAULT_LIMIT = 256 * 1024;

/** Reads the raw body of a write, bounded; `req.body` is then a Buffer or absent. */
export function readBody(endpoint: Endpoint): RequestHandler {
  const limit = endpoint.maxBodyBytes ?? DEFAULT_LIMIT;
  const read = express.raw({ type: () => true, limit });
  return (req, res, next) => {
    read(req, res, (error?: unknown) => next(error && translate(error, limit)));
  };
}

function translate(error: unknown, limit: number): Error {
  const { type } = error as { type?: string };
  switch (type) {
    case 'entity.too.large':
      return new PayloadTooLargeError(
        `The body is larger than ${limit} bytes, the most that is accepted here`,
      );
    case 'encoding.unsupported':
      return new UnsupportedMediaTypeError(
        'Expected a Content-Encoding of identity, gzip, deflate or br',
      );
    default:
      // Aborted, of another size than announced, or badly compressed.
      return new InputError('The body could not be read');
  }
}

/** The JSON of a raw body; `undefined` when there is none. */
export function parseJson(raw: unknown, contentType?: string): unknown {
  if (!Buffer.isBuffer(raw) || raw.length === 0) return undefined;
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType ?? ''))
    throw new UnsupportedMediaTypeError(
      'Expected a body with Content-Type: application/json',
    );
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new InputError('body: expected valid JSON in UTF-8');
  }
}
