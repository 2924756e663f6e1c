import { InputError } from '@backstage/errors';
import { Endpoint } from '@release-desk/plugin-releases-common';
import { Request } from 'express';
import { z } from 'zod';
import { NO_REVISION } from './errors';
import { assertPlainData } from './plainData';
import { parseJson } from './readBody';
import { validate } from './validate';

export interface ParsedRequest {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  revision?: number;
}

/** What the database can compare with. */
const MAX_REVISION = 999_999_999;

const nothing = z.strictObject({});

/** A parser for the requests of one endpoint; all it throws answers 4xx. */
export function createRequestParser(
  endpoint: Endpoint,
): (req: Request) => ParsedRequest {
  const query = (endpoint.query ?? nothing).strict();
  const params = endpoint.params ?? nothing;

  return req => {
    const parsed: ParsedRequest = {};
    assertPlainData(req.params, 'path');
    parsed.params = validate(params, { ...req.params }, 'path');
    const search = searchOf(req);
    assertPlainData(search, 'query');
    parsed.query = validate(query, search, 'query');

    const json = parseJson(req.body, req.headers['content-type']);
    assertPlainData(json, 'body');
    const { revision, body } = endpoint.revisioned
      ? splitRevision(req, json)
      : { revision: undefined, body: json };
    parsed.revision = revision;
    if (endpoint.body) {
      parsed.body = validate(endpoint.body, body ?? {}, 'body');
    } else if (body !== undefined) {
      validate(nothing, body, 'body');
    }
    return parsed;
  };
}

/** One value stays text, several become a list; brackets mean nothing. */
function searchOf(req: Request): Record<string, unknown> {
  const { searchParams } = new URL(req.originalUrl, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

/**
 * `If-Match: "3"`, or `revision` beside the fields of the body, which the
 * schema of the body does not know.
 */
function splitRevision(
  req: Request,
  json: unknown,
): { revision: number; body: unknown } {
  const fromHeader = revisionOfHeader(req.headers['if-match']);
  let fromBody: number | undefined;
  let body = json;
  if (isObject(json) && Object.hasOwn(json, 'revision')) {
    const { revision, ...rest } = json;
    fromBody = validate(
      z.object({ revision: z.int().min(1).max(MAX_REVISION) }),
      { revision },
      'body',
    ).revision;
    body = rest;
  }
  if (fromHeader && fromBody && fromHeader !== fromBody)
    throw new InputError(
      'revision: expected the same revision in If-Match and in the body',
    );
  // Who names none is answered like who names a stale one, with the current state.
  return { revision: fromHeader ?? fromBody ?? NO_REVISION, body };
}

function revisionOfHeader(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^\s*(?:W\/)?(?:"(\d{1,9})"|(\d{1,9}))\s*$/.exec(header);
  const revision = Number(match?.[1] ?? match?.[2]);
  if (!match || revision < 1)
    throw new InputError(
      'If-Match: expected one revision, such as "3", as the ETag header gives it',
    );
  return revision;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
