import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  Contract,
  Endpoint,
  EndpointOutput,
  EndpointRequest,
} from '@release-desk/plugin-releases-common';
import { Request, Response } from 'express';

export type CallerCredentials = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/** Who asks, as every service method takes it. */
export interface CallContext {
  credentials: CallerCredentials;
  /**
   * The user's entity ref, or the service's subject: what the audit log names
   * as the actor.
   */
  actor: string;
  /** Only of a user: the refs through which they own things, lower-cased. */
  ownershipRefs: string[];
  /** For the auditor service. */
  request?: Request;
}

type Handler<E extends Endpoint> = (
  input: EndpointRequest<E>,
  context: CallContext,
  raw: { req: Request; res: Response },
) => Promise<EndpointOutput<E>>;

/**
 * One handler for each endpoint. An endpoint with a `contentType` writes to
 * `raw.res` itself; one that is `unauthenticated` gets no usable context.
 */
export type Handlers<C extends Contract> = {
  [Name in keyof C]: Handler<C[Name]>;
};
