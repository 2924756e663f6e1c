import { Cell, ColumnConfig, Table, useTable } from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { memo, useMemo } from 'react';
import { shortName, useEntityName } from '../../shared/data';
import { lookOf, Tile } from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import styles from './List.module.css';
import { whatOf, whenOf } from './rowText';
import { StandingText } from './StandingText';

/** The rows of a table are dear: more of them make every click wait. */
const PAGE_SIZE = 25;
const PAGE_SIZES = [10, PAGE_SIZE, 50, 100];

/** Not drawn anew while an item is opened or the clock goes on. */
const ItemRows = memo(function ItemRows(
  props: Pick<CalendarViewProps, 'items' | 'timeZone' | 'onSelect'>,
) {
  const { items, timeZone, onSelect } = props;
  const t = useText();
  const nameOf = useEntityName();

  const columns = useMemo(
    (): ColumnConfig<TimelineItem>[] => [
      {
        id: 'when',
        label: t('calendar.list.when'),
        width: '16%',
        minWidth: 120,
        cell: item => {
          const { day, hours } = whenOf(item, timeZone, t);
          return (
            <Cell className={styles.cell}>
              <span className={styles.strong}>{day}</span>
              <span className={styles.muted}>{hours}</span>
            </Cell>
          );
        },
      },
      {
        id: 'what',
        label: t('calendar.list.what'),
        isRowHeader: true,
        width: '32%',
        minWidth: 200,
        cell: item => {
          const { title, subtitle } = whatOf(item);
          return (
            <Cell className={styles.cell} textValue={title}>
              <span className={styles.what}>
                <Tile look={lookOf(item)} />
                <span>
                  <span
                    className={styles.strong}
                    data-item={item.id}
                    data-struck={item.status === 'cancelled' || undefined}
                  >
                    {title}
                  </span>
                  {subtitle && <span className={styles.muted}>{subtitle}</span>}
                </span>
              </span>
            </Cell>
          );
        },
      },
      {
        id: 'where',
        label: t('calendar.list.where'),
        width: '20%',
        cell: item => (
          <Cell className={styles.cell}>
            <span className={styles.muted}>
              {item.environments.length > 0
                ? item.environments.map(shortName).join(', ')
                : item.scopeText}
            </span>
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('calendar.list.owner'),
        width: '14%',
        cell: item => (
          <Cell className={styles.cell}>
            <span className={styles.muted}>{nameOf(item.owner)}</span>
          </Cell>
        ),
      },
      {
        id: 'standing',
        label: t('calendar.list.standing'),
        width: '18%',
        cell: item => (
          <Cell className={styles.cell}>
            <StandingText item={item} timeZone={timeZone} />
          </Cell>
        ),
      },
    ],
    [nameOf, t, timeZone],
  );
  const rowConfig = useMemo(
    () => ({ onClick: (item: TimelineItem) => onSelect(item.id) }),
    [onSelect],
  );
  const { tableProps } = useTable<TimelineItem>({
    mode: 'complete',
    data: items,
    paginationOptions: { pageSize: PAGE_SIZE, pageSizeOptions: PAGE_SIZES },
  });
  return (
    <section
      className={`${tokens} ${styles.list}`}
      aria-label={t('calendar.list.label')}
    >
      <Table columnConfig={columns} rowConfig={rowConfig} {...tableProps} />
    </section>
  );
});

/** The table beside the pictures: everything of the period, row by row. */
export function ListView(props: CalendarViewProps) {
  const { items, timeZone, onSelect } = props;
  return <ItemRows items={items} timeZone={timeZone} onSelect={onSelect} />;
}
