import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Claim,
  claimConfirmPermission,
  ClaimRole,
  claimTransition,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { Me, RowAction, useClaimActs } from '../shared';

/** What one may do with a claim, by what one is to it: its member, its receiver, an administrator. */
export function useClaimSteps(
  me: Me | undefined,
): (claim: Claim) => RowAction[] {
  const t = useText();
  const api = useApi(releasesApiRef);
  const open = useOpenDialog();
  const nameOf = useNames();
  const acts = useClaimActs();
  const isAdministrator = usePermission({
    permission: claimConfirmPermission,
  }).allowed;

  return claim => {
    if (!me) return [];
    const roles: ClaimRole[] = [];
    if (me.groups.includes(claim.group)) roles.push('member');
    if (claim.offeredTo && me.groups.includes(claim.offeredTo))
      roles.push('receiver');
    if (isAdministrator) roles.push('administrator');
    const name = nameOf(claim.environmentRef);
    const group = nameOf(claim.group);
    const target = { params: { id: claim.id }, revision: claim.revision };
    const steps: {
      id: Parameters<typeof claimTransition>[0]['action'];
      label: string;
      run(): void;
    }[] = [
      {
        id: 'confirm',
        label: t('environments.act.confirm'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.claims.confirmTitle', { name, group }),
            text: t('environments.claims.confirmText', {
              group,
              user: nameOf(claim.requestedBy),
            }),
            deed: t('environments.act.confirm'),
            reason: 'optional',
            run: reason =>
              api.confirmClaim({ ...target, body: reason ? { reason } : {} }),
            done: t('environments.done.confirmed', { name, group }),
          }),
      },
      {
        id: 'reject',
        label: t('environments.act.reject'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.claims.rejectTitle', { name, group }),
            text: t('environments.claims.rejectText', { group }),
            deed: t('environments.act.reject'),
            destructive: true,
            reason: 'required',
            run: reason =>
              api.rejectClaim({ ...target, body: { reason: reason! } }),
            done: t('environments.done.claimRejected', { name, group }),
          }),
      },
      {
        id: 'accept',
        label: t('environments.act.accept'),
        run: () => acts.accept(claim),
      },
      {
        id: 'decline',
        label: t('environments.act.decline'),
        run: () => acts.decline(claim),
      },
      {
        id: 'accept-handover',
        label: t('environments.act.accept'),
        run: () => acts.answerHandover(claim, true),
      },
      {
        id: 'decline-handover',
        label: t('environments.act.decline'),
        run: () => acts.answerHandover(claim, false),
      },
      {
        id: 'attest',
        label: t('environments.act.attest'),
        run: () => acts.attest(claim),
      },
      {
        id: 'offer-handover',
        label: t('environments.act.handOver'),
        run: () => open({ dialog: 'handover', claim }),
      },
      {
        id: 'retract-handover',
        label: t('environments.act.retract'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.claims.retractTitle', { name }),
            text: t('environments.claims.retractText', { group }),
            deed: t('environments.act.retract'),
            run: () => api.retractHandover({ ...target, body: {} }),
            done: t('environments.done.retracted', { name }),
          }),
      },
      {
        id: 'withdraw',
        label: t('environments.act.withdraw'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.claims.withdrawTitle', { name }),
            text: t('environments.claims.withdrawText', { group }),
            deed: t('environments.act.withdraw'),
            reason: 'optional',
            run: reason =>
              api.withdrawClaim({ ...target, body: reason ? { reason } : {} }),
            done: t('environments.done.withdrawn', { name }),
          }),
      },
      {
        id: 'give-up',
        label: t('environments.act.giveUp'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.giveUp.title', { name }),
            text: t('environments.giveUp.text'),
            deed: t('environments.act.giveUp'),
            destructive: true,
            reason: 'required',
            run: reason =>
              api.giveUpClaim({ ...target, body: { reason: reason! } }),
            done: t('environments.done.givenUp', { name }),
          }),
      },
    ];
    // What else is needed, a reason or a receiver, is asked for then.
    return steps.filter(
      ({ id }) =>
        claimTransition({
          claim,
          action: id,
          by: { ref: me.userRef, roles },
          reason: ' given ',
          to: '-',
        }).ok,
    );
  };
}
