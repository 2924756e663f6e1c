import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  Booking,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { useNavigate } from 'react-router-dom';
import { releasesApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs/DialogHost';
import { environmentName } from './environmentName';
import { useClaimActs } from './useClaimActs';
import { useEntityHref } from './useEntityHref';
import { useMe } from './useMe';

export interface RowAction {
  id: string;
  label: string;
  /** It cannot be done, and why. */
  because?: string;
  run(): void;
}

/** The booking by which one's own group has an environment now. */
export function bookingOfMine(
  row: EnvironmentRow,
  groups: readonly string[],
): Booking | undefined {
  return row.occupancy.now
    .flatMap(({ booking }) => booking ?? [])
    .find(
      ({ onBehalfOf, status }) =>
        groups.includes(onBehalfOf) && status === 'active',
    );
}

/** What one may do with an environment: first what is done most, and the rest for a menu. */
export function useRowActions(row: EnvironmentRow): {
  main: RowAction[];
  more: RowAction[];
} {
  const t = useText();
  const api = useApi(releasesApiRef);
  const open = useOpenDialog();
  const me = useMe();
  const claims = useClaimActs();
  const navigate = useNavigate();
  const hrefOf = useEntityHref();
  const root = useRouteRef(rootRouteRef)?.();
  const { environment, claim, may, owner, occupancy, idle } = row;
  const name = environmentName(environment);
  const groups = me?.groups ?? [];
  const held = bookingOfMine(row, groups);
  const isOurs =
    claim !== undefined &&
    ['active', 'handover-offered'].includes(claim.status) &&
    groups.includes(claim.group);

  const book: RowAction = {
    id: 'book',
    label: t('environments.act.book'),
    ...(!may.book && { because: t('environments.act.mayNotBook') }),
    run: () => open({ dialog: 'book', environmentRefs: [environment.ref] }),
  };
  const claimIt: RowAction = {
    id: 'claim',
    label: t('environments.act.claim'),
    run: () => open({ dialog: 'claim', rows: [row] }),
  };
  const release: RowAction | undefined = held && {
    id: 'release',
    label: t('environments.act.releaseEarly'),
    run: () =>
      open({
        dialog: 'deed',
        title: t('environments.release.title', { name }),
        text: t('environments.release.text', { purpose: held.purpose }),
        deed: t('environments.act.releaseEarly'),
        run: () =>
          api.completeBooking({
            params: { id: held.id },
            revision: held.revision,
            body: {},
          }),
        done: t('environments.done.released', { name }),
      }),
  };
  const extend: RowAction | undefined = held && {
    id: 'extend',
    label: t('environments.act.extend'),
    run: () => open({ dialog: 'extend', booking: held }),
  };

  const more: RowAction[] = [];
  if (isOurs)
    more.push(
      {
        id: 'attest',
        label: t('environments.act.attest'),
        run: () => claims.attest(claim),
      },
      {
        id: 'handOver',
        label: t('environments.act.handOver'),
        run: () => open({ dialog: 'handover', claim }),
      },
      {
        id: 'giveUp',
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
              api.giveUpClaim({
                params: { id: claim.id },
                revision: claim.revision,
                body: { reason: reason! },
              }),
            done: t('environments.done.givenUp', { name }),
          }),
      },
    );
  if (idle.idle && may.manage)
    more.push(
      {
        id: 'keep',
        label: t('environments.act.keep'),
        run: () => open({ dialog: 'keep', row }),
      },
      {
        id: 'letGo',
        label: t('environments.act.letGo'),
        run: () =>
          open({
            dialog: 'deed',
            title: t('environments.letGo.title', { name }),
            text: t('environments.letGo.text'),
            deed: t('environments.act.letGo'),
            destructive: true,
            reason: 'optional',
            run: reason =>
              api.releaseEnvironment({
                params: parseEntityRef(environment.ref),
                body: reason ? { reason } : {},
              }),
            done: t('environments.done.letGo', { name }),
          }),
      },
    );
  const { lease } = occupancy;
  if (lease && may.breakLease)
    more.push({
      id: 'break',
      label: t('environments.act.breakLease'),
      run: () =>
        open({
          dialog: 'deed',
          title: t('environments.break.title', {
            holder: t(`environments.now.holder.${lease.holder.kind}`, {
              id: lease.holder.id,
            }),
          }),
          text: t('environments.break.text'),
          deed: t('environments.act.breakLease'),
          destructive: true,
          reason: 'required',
          run: reason =>
            api.breakLease({
              params: { id: lease.id },
              body: { reason: reason! },
            }),
          done: t('environments.done.broken', { name }),
        }),
    });
  const page = hrefOf(environment.ref);
  if (page)
    more.push({
      id: 'page',
      label: t('environments.act.page'),
      run: () => navigate(`${page}/environment`),
    });
  if (root)
    more.push({
      id: 'bookings',
      label: t('environments.act.bookings'),
      run: () =>
        navigate(
          `${root}/environments/bookings?environment=${encodeURIComponent(
            environment.ref,
          )}`,
        ),
    });

  const isUnowned = owner.owner === undefined && may.claim;
  if (isUnowned) return { main: [claimIt, book], more };
  if (may.claim) more.unshift(claimIt);
  if (release && extend) return { main: [release, extend, book], more };
  return { main: [book], more };
}
