import {
  AuthService,
  BackstageUserPrincipal,
  BackstageCredentials,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { CallContext, CallerCredentials } from './types';

/** Finds out who asks. Throws `AuthenticationError` when nobody does. */
export async function createCallContext(options: {
  req: Request;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
}): Promise<CallContext> {
  const { req, httpAuth, userInfo } = options;
  const credentials = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  if (!isUser(credentials)) {
    const { principal } = credentials;
    const actor =
      principal.type === 'service'
        ? principal.subject
        : principal.userEntityRef;
    return { credentials, actor, ownershipRefs: [], request: req };
  }
  const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
  return {
    credentials,
    actor: credentials.principal.userEntityRef,
    ownershipRefs: ownershipEntityRefs.map(ref => ref.toLowerCase()),
    request: req,
  };
}

/** For work that the plugin does by itself: schedules, events, rebuilds. */
export async function createOwnContext(
  auth: AuthService,
): Promise<CallContext> {
  const credentials = await auth.getOwnServiceCredentials();
  return {
    credentials,
    actor: credentials.principal.subject,
    ownershipRefs: [],
  };
}

function isUser(
  credentials: CallerCredentials,
): credentials is BackstageCredentials<BackstageUserPrincipal> {
  return credentials.principal.type === 'user';
}
