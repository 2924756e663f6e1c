import {
  AuditorService,
  HttpAuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  Contract,
  Endpoint,
  isWrite,
} from '@release-desk/plugin-releases-common';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { beginAuditEvent } from './auditEvent';
import { createCallContext } from './callContext';
import { once } from './idempotency';
import { IdempotencyStore, StoredAnswer } from './IdempotencyStore';
import { createRequestParser } from './parseRequest';
import { readBody } from './readBody';
import { shieldErrors } from './shieldErrors';
import { CallContext, Handlers } from './types';

export interface ContractRouterServices {
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  auditor: AuditorService;
  logger: LoggerService;
  idempotency: IdempotencyStore;
  /** Told of every write that was carried out. */
  onChange?: (change: Change) => void;
}

/** What changed, without what it holds. */
export interface Change {
  room: string;
  /** Name of the endpoint, e.g. `updateWindow`. */
  endpoint: string;
  id?: string;
}

type AnyHandler = (
  input: unknown,
  context: CallContext,
  raw: { req: Request; res: Response },
) => Promise<unknown>;

/**
 * The HTTP face of a contract: who asks, what they ask for, and how it is
 * answered. Everything else is the handlers' business.
 */
export function createContractRouter<C extends Contract>(
  options: { contract: C; handlers: Handlers<C> } & ContractRouterServices,
): Router {
  const { contract, handlers, logger, ...services } = options;
  const router = PromiseRouter();
  for (const [name, endpoint] of inMatchingOrder(contract)) {
    const handle = route({
      name,
      endpoint,
      handler: handlers[name] as AnyHandler,
      ...services,
    });
    const path = endpoint.path;
    const method = endpoint.method.toLowerCase() as
      | 'get'
      | 'post'
      | 'patch'
      | 'delete';
    if (endpoint.method === 'GET') router.get(path, handle);
    else router[method](path, readBody(endpoint), handle);
  }
  router.use(shieldErrors(logger));
  return router;
}

function route(
  options: { name: string; endpoint: Endpoint; handler: AnyHandler } & Omit<
    ContractRouterServices,
    'logger'
  >,
) {
  const { name, endpoint, handler, httpAuth, userInfo, auditor } = options;
  const parse = createRequestParser(endpoint);

  return async (req: Request, res: Response): Promise<void> => {
    res.set('Cache-Control', 'no-store');
    if (endpoint.unauthenticated) {
      // The secret in the path is all the authority there is.
      const nobody = { actor: '', ownershipRefs: [] } as unknown as CallContext;
      await handler(parse(req), nobody, { req, res });
      return;
    }
    const context = await createCallContext({ req, httpAuth, userInfo });
    const event = await beginAuditEvent({ auditor, name, endpoint, req });
    try {
      const input = parse(req);
      const execute = async () =>
        toAnswer(endpoint, await handler(input, context, { req, res }));
      if (endpoint.contentType) {
        await execute();
      } else if (!isWrite(endpoint)) {
        send(res, await execute());
      } else {
        const answer = await once({
          store: options.idempotency,
          req,
          actor: context.actor,
          endpoint: name,
          secretAnswer: endpoint.secretAnswer,
          execute,
        });
        if (answer.replayed) res.set('Idempotency-Replayed', 'true');
        send(res, answer);
        if (!answer.replayed) options.onChange?.(changeOf(name, endpoint, req));
      }
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
    await event.success();
  };
}

function changeOf(name: string, endpoint: Endpoint, req: Request): Change {
  const { id } = req.params as { id?: string };
  return { room: endpoint.room, endpoint: name, ...(id && { id }) };
}

function toAnswer(endpoint: Endpoint, result: unknown): StoredAnswer {
  const { id, revision } = (result ?? {}) as Record<string, unknown>;
  return {
    status: endpoint.status ?? 200,
    body: endpoint.response ? JSON.stringify(result) : undefined,
    etag: id && typeof revision === 'number' ? `"${revision}"` : undefined,
  };
}

/** Not `res.json`: it would make up an ETag of its own and answer 304 to it. */
function send(res: Response, answer: StoredAnswer): void {
  res.status(answer.status);
  if (answer.etag) res.set('ETag', answer.etag);
  if (answer.body === undefined) {
    res.end();
    return;
  }
  res.set('Content-Type', 'application/json; charset=utf-8');
  res.end(answer.body);
}

/** `/windows/state` before `/windows/:id`, which would match it too. */
function inMatchingOrder(contract: Contract): [string, Endpoint][] {
  const rank = ({ path }: Endpoint) =>
    path
      .split('/')
      .map(part => (part.startsWith(':') ? '1' : '0'))
      .join('');
  return Object.entries(contract).sort(([, a], [, b]) =>
    rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b)),
  );
}
