import { useMemo, useRef, useState } from 'react';
import { inZone } from '../../shared/time';
import { tokens } from '../../shared/tokens';
import { useUrlState } from '../../shared/url';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { daysFrom, prepareItems } from '../layout';
import { ChartBody } from './ChartBody';
import { ItemTable } from './ItemTable';
import { groupByOf, laneKeysOf, lanesOf } from './lanes';
import { rowsOf } from './rows';
import { createScale } from './scale';
import { chartBackground, headerOf } from './ticks';
import { TimelineHead } from './TimelineHead';
import { TimelineLegend } from './TimelineLegend';
import styles from './Timeline.module.css';
import { useChartSize } from './useChartSize';
import { useLaneFacts } from './useLaneFacts';
import { useTimelineGrid } from './useTimelineGrid';
import { zoomOf } from './zoom';

/** Lanes of systems, owners or environments over time, with bands where they are frozen. */
export function TimelineView(props: CalendarViewProps) {
  const { period, items, timeZone, now, selected, move } = props;
  const t = useText();
  const [state] = useUrlState();
  const root = useRef<HTMLDivElement>(null);
  const groupBy = groupByOf(state.group);
  const zoom = zoomOf(state.zoom);
  const { width, measure } = useChartSize(root);

  const firstDay = period.from.toISODate()!;
  const dayCount = Math.round(period.to.diff(period.from, 'days').days);
  const scale = useMemo(
    () => createScale(daysFrom(inZone(firstDay, timeZone), dayCount), width),
    [firstDay, dayCount, timeZone, width],
  );
  const entries = useMemo(
    () =>
      prepareItems(items, now).filter(
        ({ start, end }) => end > scale.start && start < scale.end,
      ),
    [items, now, scale],
  );
  const freezes = useMemo(
    () => items.filter(({ kind }) => kind === 'freeze'),
    [items],
  );
  const byId = useMemo(
    () => new Map(items.map(item => [item.id, item])),
    [items],
  );
  const refs = useMemo(
    () => [
      ...new Set(entries.flatMap(({ item }) => laneKeysOf(item, groupBy))),
    ],
    [entries, groupBy],
  );
  const { factsOf, total } = useLaneFacts(refs, groupBy);
  const lanes = useMemo(
    () =>
      lanesOf({
        entries,
        groupBy,
        factsOf,
        noLane: t(`timeline.none.${groupBy}`),
        noGroup: t(`timeline.noGroup.${groupBy}`),
      }),
    [entries, groupBy, factsOf, t],
  );
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () =>
      rowsOf({
        lanes,
        scale,
        measure,
        collapsed,
        windowsTitle: t('timeline.windows'),
        windowsSubtitle: t('timeline.andEvents'),
      }),
    [lanes, scale, measure, collapsed, t],
  );
  const today = inZone(now, timeZone).toISODate()!;
  const header = useMemo(
    () =>
      headerOf({
        zoom,
        scale,
        timeZone,
        today,
        words: {
          week: week => t('timeline.week', { week: String(week) }),
          shortWeek: week => t('timeline.shortWeek', { week: String(week) }),
        },
      }),
    [zoom, scale, timeZone, today, t],
  );
  const background = useMemo(
    () => chartBackground(zoom, scale, header),
    [zoom, scale, header],
  );

  const toggle = (key: string) =>
    setCollapsed(last => {
      const next = new Set(last);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const grid = useTimelineGrid({
    ...props,
    root,
    rows,
    scale,
    zoom,
    itemOf: id => byId.get(id),
    collapsed,
    onToggle: toggle,
  });

  const laneCount = lanes.groups.reduce(
    (sum, group) => sum + group.lanes.filter(({ key }) => key !== '').length,
    0,
  );
  const counted =
    total !== undefined && total >= laneCount
      ? t('timeline.of', {
          shown: String(laneCount),
          total: t(`timeline.count.${groupBy}`, { count: total }),
        })
      : t(`timeline.count.${groupBy}`, { count: laneCount });

  return (
    <div className={`${tokens} ${styles.view}`}>
      {/* The bars inside take the focus; it only listens for them. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={root}
        role="group"
        className={styles.chart}
        aria-label={t('timeline.label', {
          period: `${period.from.toFormat('d LLLL')} – ${period.to
            .minus({ days: 1 })
            .toFormat('d LLLL yyyy')}`,
          group: t(`timeline.spokenBy.${groupBy}`),
        })}
        aria-description={t('timeline.keys')}
        data-moving={move.moving ? true : undefined}
        {...grid.handlers}
      >
        <ChartBody
          ref={grid.body}
          rows={rows}
          scale={scale}
          background={background}
          timeZone={timeZone}
          now={now}
          groupBy={groupBy}
          collapsed={collapsed}
          active={grid.active}
          selected={selected}
          moving={move.moving}
          freezes={freezes}
          head={
            <TimelineHead
              header={header}
              scale={scale}
              counted={counted}
              now={now}
              timeZone={timeZone}
              measure={measure}
            />
          }
        />
      </div>
      <div className={styles.below}>
        <TimelineLegend />
        <ItemTable {...props} items={entries.map(({ item }) => item)} />
      </div>
    </div>
  );
}
