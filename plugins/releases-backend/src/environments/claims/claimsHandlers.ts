import {
  boardContract,
  claimsContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../../http/types';
import { ClaimService } from './ClaimService';
import { HandoverService } from './HandoverService';
import { OwnershipService } from './OwnershipService';

const { getEnvironmentOwners } = boardContract;

/** What is served of claims. */
export const servedClaims = { ...claimsContract, getEnvironmentOwners };

export type ClaimsHandlers = Handlers<typeof servedClaims>;

/** Contract to services. */
export function claimsHandlers(services: {
  claims: ClaimService;
  handovers: HandoverService;
  ownership: OwnershipService;
}): ClaimsHandlers {
  const { claims, handovers, ownership } = services;
  return {
    listClaims: ({ query }, context) => claims.list(query, context),
    createClaim: ({ body }, context) => claims.create(body, context),
    getClaim: ({ params }, context) => claims.get(params.id, context),
    updateClaim: ({ params, body, revision }, context) =>
      claims.update({ ...params, revision, patch: body }, context),
    acceptClaim: ({ params, revision }, context) =>
      claims.accept({ ...params, revision }, context),
    declineClaim: ({ params, body, revision }, context) =>
      claims.decline({ ...params, revision, ...body }, context),
    confirmClaim: ({ params, body, revision }, context) =>
      claims.confirm({ ...params, revision, ...body }, context),
    rejectClaim: ({ params, body, revision }, context) =>
      claims.reject({ ...params, revision, ...body }, context),
    withdrawClaim: ({ params, body, revision }, context) =>
      claims.withdraw({ ...params, revision, ...body }, context),
    attestClaim: ({ params, revision }, context) =>
      claims.attest({ ...params, revision }, context),
    giveUpClaim: ({ params, body, revision }, context) =>
      claims.giveUp({ ...params, revision, ...body }, context),
    fulfilObligation: ({ params, body, revision }, context) =>
      claims.fulfil({ ...params, revision, ...body }, context),

    offerHandover: ({ params, body, revision }, context) =>
      handovers.offerHandover({ ...params, revision, ...body }, context),
    answerHandover: ({ params, body, revision }, context) =>
      handovers.answerHandover({ ...params, revision, ...body }, context),
    retractHandover: ({ params, revision }, context) =>
      handovers.retractHandover({ ...params, revision }, context),

    getEnvironmentOwners: async ({ params, query }, context) => {
      const { kind, namespace, name } = params;
      return {
        items: await ownership.history(
          { environmentRef: `${kind}:${namespace}/${name}`, ...query },
          context,
        ),
      };
    },
  };
}
