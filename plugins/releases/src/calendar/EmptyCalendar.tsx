import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { TimelineFilter } from '@release-desk/plugin-releases-common';
import {
  RiAddLine,
  RiCalendar2Line,
  RiCalendarScheduleLine,
} from '@remixicon/react';
import { releasesApiRef } from '../api';
import { shortName, useQuery } from '../shared/data';
import { StatePicture } from '../shared/states';
import { inZone } from '../shared/time';
import {
  ChangeUrlState,
  hasFilters,
  NO_FILTERS,
  UrlState,
} from '../shared/url';
import { useText, Text } from '../translation';
import { useOpenDialog } from './dialogs';
import { filterItems } from './filterItems';
import { Period } from './period';
import { useCreatableKinds } from './toolbar/HeaderActions';

/** The chosen filters in words. */
function describeFilters(state: UrlState, t: Text): string {
  const said: string[] = [];
  const list = (name: 'owner' | 'system' | 'environment' | 'entity') => {
    if (state[name].length > 0)
      said.push(
        `${t(`calendar.filter.${name}`)} ${state[name]
          .map(shortName)
          .join(', ')}`,
      );
  };
  if (state.q) said.push(`“${state.q}”`);
  if (state.kind.length > 0)
    said.push(state.kind.map(kind => t(`shared.kinds.${kind}`)).join(', '));
  list('owner');
  list('system');
  list('environment');
  list('entity');
  if (state.near === 'mine') said.push(t('calendar.filter.mine'));
  if (state.near === 'near') said.push(t('calendar.filter.neighbourhood'));
  const [first = '', ...rest] = said;
  return [first.charAt(0).toLocaleUpperCase() + first.slice(1), ...rest]
    .filter(Boolean)
    .join(', ');
}

/**
 * Nothing to show: because of the filters, in this period, or at all. Says
 * which of them it is, and where there is something.
 */
export function EmptyCalendar(props: {
  period: Period;
  title: string;
  filter: TimelineFilter;
  state: UrlState;
  timeZone: string;
  onChange: ChangeUrlState;
}) {
  const { period, title, filter, state, timeZone, onChange } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const openDialog = useOpenDialog();
  const creatable = useCreatableKinds();
  const filtered = hasFilters(state);
  const from = period.from.toUTC().toISO()!;
  const to = period.to.toUTC().toISO()!;
  const year = period.to.plus({ years: 1 }).toUTC().toISO()!;
  const past = period.from.minus({ years: 1 }).toUTC().toISO()!;

  const { data } = useQuery(
    JSON.stringify([filter, state.mark, state.collisions, from, to]),
    async signal => {
      const ask = (
        query: TimelineFilter & { from: string; to: string },
        limit = 500,
      ) => api.getTimeline({ query: { ...query, limit } }, { signal });
      // A year each, since a question may span no more than 400 days.
      const [later, without, earlier] = await Promise.all([
        ask({ ...filter, from: to, to: year }),
        filtered ? ask({ from, to }) : undefined,
        filtered ? undefined : ask({ from: past, to: from }, 1),
      ]);
      return {
        next: filterItems(later.items, state)[0],
        without: without?.items.length ?? 0,
        isEmpty: later.items.length === 0 && earlier?.items.length === 0,
      };
    },
  );

  const next = data?.next && (
    <Button
      variant="secondary"
      onPress={() =>
        onChange({
          date: inZone(data.next.start, timeZone).toISODate() ?? undefined,
        })
      }
    >
      {t('calendar.empty.nextItem', {
        day: inZone(data.next.start, timeZone).toFormat('d LLL'),
      })}
    </Button>
  );

  if (filtered)
    return (
      <StatePicture
        icon={<RiCalendar2Line size={28} />}
        title={t('calendar.empty.filtered', {
          period: title.replace(/ \d{4}$/, ''),
        })}
        actions={
          <>
            <Button variant="primary" onPress={() => onChange(NO_FILTERS)}>
              {t('calendar.filter.clear')}
            </Button>
            {next}
          </>
        }
      >
        {data &&
          t('calendar.empty.filteredText', {
            filters: describeFilters(state, t),
            items: t('calendar.filter.items', { count: data.without }),
          }).replace(/^\. /, '')}
      </StatePicture>
    );
  if (data?.isEmpty)
    return (
      <StatePicture
        icon={<RiCalendarScheduleLine size={28} />}
        title={t('calendar.empty.title')}
        actions={
          creatable.length > 0 && (
            <Button
              variant="primary"
              iconStart={<RiAddLine />}
              onPress={() =>
                openDialog({ dialog: 'create', kind: creatable[0] })
              }
            >
              {t('calendar.action.create')}
            </Button>
          )
        }
      >
        {t('calendar.empty.text')}
      </StatePicture>
    );
  return (
    <StatePicture
      icon={<RiCalendar2Line size={28} />}
      title={t('calendar.empty.period', { period: title })}
      actions={next}
    >
      {t('calendar.empty.periodText')}
    </StatePicture>
  );
}
