import {
  routeResolutionApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiFilterOffLine, RiServerLine } from '@remixicon/react';
import { catalogImportRouteRef } from '../../routes';
import { useNames } from '../../shared/data';
import { StatePicture } from '../../shared/states';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { environmentName, longMoment, useClock } from '../shared';
import { BoardFilter, ChangeBoard, NO_FILTER } from './useBoardUrl';

/** No environment in the catalog, that one may see. */
export function NoEnvironments() {
  const t = useText();
  const href = useImportHref();
  return (
    <StatePicture
      icon={<RiServerLine size={20} />}
      title={t('environments.empty.title')}
      actions={
        href && (
          <ButtonLink variant="primary" href={href}>
            {t('environments.empty.register')}
          </ButtonLink>
        )
      }
    >
      {t('environments.empty.text')}
    </StatePicture>
  );
}

/** Where one registers what the catalog lacks; undefined where the portal has no such page. */
function useImportHref(): string | undefined {
  const routes = useApiHolder().get(routeResolutionApiRef);
  try {
    return routes?.resolve(catalogImportRouteRef)?.();
  } catch {
    // An app on the old system does not know the route.
    return undefined;
  }
}

/** The one of these that is free first. */
function firstFree(rows: EnvironmentRow[]): EnvironmentRow | undefined {
  return rows
    .filter(({ occupancy }) => occupancy.state !== 'free' && occupancy.until)
    .sort((one, other) =>
      one.occupancy.until!.localeCompare(other.occupancy.until!),
    )[0];
}

/** The filters match nothing: what comes nearest, and a way out. */
export function NothingMatches(props: {
  filter: BoardFilter;
  all: EnvironmentRow[];
  onChange: ChangeBoard;
}) {
  const { filter, all, onChange } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const open = useOpenDialog();
  const { tier, owner, only } = filter;
  const candidates = all.filter(
    row =>
      (tier.length === 0 ||
        (row.environment.tier && tier.includes(row.environment.tier))) &&
      (owner.length === 0 ||
        (row.owner.owner && owner.includes(row.owner.owner))),
  );
  const nearest = only.includes('free') ? firstFree(candidates) : undefined;
  const name = nearest && environmentName(nearest.environment);
  const until = nearest?.occupancy.until;
  let title: string = t('environments.empty.noMatch');
  if (nearest)
    title =
      owner.length === 1
        ? t('environments.empty.noneFreeOf', { group: nameOf(owner[0]) })
        : t('environments.empty.noneFree');
  return (
    <StatePicture
      role="status"
      icon={<RiFilterOffLine size={20} />}
      title={title}
      actions={
        <>
          <Button variant="secondary" onPress={() => onChange(NO_FILTER)}>
            {t('environments.filter.clear')}
          </Button>
          {nearest && name && until && nearest.may.book && (
            <Button
              variant="tertiary"
              onPress={() =>
                open({
                  dialog: 'book',
                  environmentRefs: [nearest.environment.ref],
                  start: until,
                })
              }
            >
              {t('environments.empty.bookThen', { name })}
            </Button>
          )}
        </>
      }
    >
      {name && until
        ? t('environments.empty.freesFirst', {
            name,
            moment: longMoment(until, clock),
          })
        : t('environments.empty.noMatchText', { count: all.length })}
    </StatePicture>
  );
}
