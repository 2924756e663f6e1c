import { useApi } from '@backstage/frontend-plugin-api';
import type { Claim } from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { attestedUntil } from './attestedUntil';
import { useAct } from './useAct';
import { useClock } from './useClock';
import { longDay } from './when';

/** What a group does with a claim in one step, and what is said then. */
export function useClaimActs() {
  const api = useApi(releasesApiRef);
  const act = useAct();
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const target = ({ id, revision }: Claim) => ({ params: { id }, revision });
  return {
    attest: (claim: Claim) =>
      act(
        () => api.attestClaim({ ...target(claim), body: {} }),
        t('environments.done.attested', {
          name: nameOf(claim.environmentRef),
          day: longDay(attestedUntil(claim, clock.now), clock),
        }),
      ),
    accept: (claim: Claim) =>
      act(
        () => api.acceptClaim({ ...target(claim), body: {} }),
        t('environments.done.claimed', {
          name: nameOf(claim.environmentRef),
          group: nameOf(claim.group),
        }),
      ),
    decline: (claim: Claim) =>
      act(
        () => api.declineClaim({ ...target(claim), body: {} }),
        t('environments.done.declined', {
          name: nameOf(claim.environmentRef),
        }),
      ),
    answerHandover: (claim: Claim, accept: boolean) =>
      act(
        () => api.answerHandover({ ...target(claim), body: { accept } }),
        accept
          ? t('environments.done.claimed', {
              name: nameOf(claim.environmentRef),
              group: nameOf(claim.offeredTo ?? claim.group),
            })
          : t('environments.done.declined', {
              name: nameOf(claim.environmentRef),
            }),
      ),
  };
}
