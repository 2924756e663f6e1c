import { Link } from '@backstage/ui';
import type {
  EnvironmentRow,
  MatrixCell,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import { KeyboardEvent, useRef, useState } from 'react';
import { tierText, Words } from '../bookings/words';
import { environmentName, STATUS_LOOKS, useEntityHref } from '../shared';
import { CellPopover } from './CellPopover';
import styles from './Matrix.module.css';
import { useGridKeys } from './useGridKeys';
import { VersionCell } from './VersionCell';
import {
  ageText,
  holderOf,
  isLongDrift,
  otherPlaces,
  spokenCell,
} from './versionWords';

interface Group {
  /** Ref of the domain or the system; absent for those of none. */
  ref?: string;
  rows: MatrixRow[];
}

/** By domain, or by system where there is none, in the order of the rows. */
export function groupRows(rows: readonly MatrixRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const ref = row.domain ?? row.system;
    const group = groups.get(ref ?? '') ?? { ref, rows: [] };
    groups.set(ref ?? '', group);
    group.rows.push(row);
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.ref === undefined) - Number(b.ref === undefined),
  );
}

interface Tier {
  tier: EnvironmentRow['environment']['tier'];
  columns: number;
}

function tiersOf(columns: readonly EnvironmentRow[]): Tier[] {
  const tiers: Tier[] = [];
  for (const { environment } of columns) {
    const last = tiers.at(-1);
    if (last && last.tier === environment.tier) last.columns += 1;
    else tiers.push({ tier: environment.tier, columns: 1 });
  }
  return tiers;
}

function Holder(props: ReturnType<typeof holderOf>) {
  const { status, text, isTinted } = props;
  const { Icon, tone } = STATUS_LOOKS[status];
  return (
    <span
      className={styles.holding}
      data-tone={tone}
      data-tinted={isTinted || undefined}
    >
      <Icon size={14} />
      <span>{text}</span>
    </span>
  );
}

/** What runs where: one tab stop, arrows between the cells, Enter opens one. */
export function MatrixTable(props: {
  environments: readonly EnvironmentRow[];
  rows: readonly MatrixRow[];
  words: Words;
  /** Only these columns, and not how far each is ahead. */
  narrow?: string[];
}) {
  const { environments, rows, words, narrow } = props;
  const { t, nameOf, clock } = words;
  const hrefOf = useEntityHref();
  const columns = narrow
    ? environments.filter(({ environment }) => narrow.includes(environment.ref))
    : environments;
  const groups = groupRows(rows);
  const order = groups.flatMap(group => group.rows);
  const grid = useGridKeys(order.length, columns.length);
  const anchor = useRef<HTMLElement | null>(null);
  const [open, setOpen] = useState<{ row: MatrixRow; cell: MatrixCell }>();
  const [lit, setLit] = useState<{ component: string; places: string[] }>();

  const startsTier = columns.map(
    ({ environment }, index) =>
      index === 0 || columns[index - 1].environment.tier !== environment.tier,
  );
  const show = (element: HTMLElement, row: MatrixRow, cell: MatrixCell) => {
    anchor.current = element;
    setOpen({ row, cell });
  };
  const light = (row: MatrixRow, cell: MatrixCell) => {
    if (cell.brokenPromotion)
      setLit({
        component: row.componentRef,
        places: otherPlaces(row, cell.environmentRef),
      });
    else if (lit) setLit(undefined);
  };

  const drawCell = (row: MatrixRow, rowIndex: number, column: number) => {
    const { ref } = columns[column].environment;
    const cell = row.cells.find(one => one.environmentRef === ref);
    if (!cell) return <td key={ref} role="gridcell" className={styles.cell} />;
    const steps = cell.drift?.steps ?? 0;
    const spoken = spokenCell(row, cell, words);
    return (
      <td
        key={ref}
        role="gridcell"
        className={`${styles.cell} ${
          startsTier[column] ? styles.tierStart : ''
        }`}
        tabIndex={grid.tabIndexOf(rowIndex, column)}
        aria-label={spoken}
        title={spoken}
        data-cell={`${rowIndex} ${column}`}
        data-ahead={steps > 0 ? Math.min(steps, 3) : undefined}
        data-broken={cell.brokenPromotion || undefined}
        data-lit={
          (lit?.component === row.componentRef && lit.places.includes(ref)) ||
          undefined
        }
        onClick={event => show(event.currentTarget, row, cell)}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          show(event.currentTarget, row, cell);
        }}
        onMouseEnter={() => light(row, cell)}
        onFocus={() => light(row, cell)}
      >
        <VersionCell cell={cell} now={clock.now} t={t} />
      </td>
    );
  };
  const drawAhead = ({ ahead }: MatrixRow) => (
    <td
      className={`${styles.cell} ${styles.tierStart}`}
      style={{ cursor: 'auto' }}
      role="gridcell"
    >
      <span className={styles.inner}>
        {ahead ? (
          <strong>{ahead.steps}</strong>
        ) : (
          <span className={styles.quiet}>{t('versions.matrix.inStep')}</span>
        )}
        {ahead?.since && (
          <span
            className={styles.age}
            data-long={isLongDrift(ahead.since, clock.now) || undefined}
          >
            {ageText(ahead.since, clock.now, t)}
          </span>
        )}
      </span>
    </td>
  );

  let index = -1;
  return (
    <div className={styles.scroll}>
      <table
        className={styles.table}
        role="grid"
        aria-label={t('versions.matrix.label')}
        data-narrow={narrow ? true : undefined}
        style={
          narrow ? undefined : { minWidth: 180 + 120 + columns.length * 120 }
        }
        {...grid.handlers}
      >
        <colgroup>
          <col className={styles.componentColumn} />
          {columns.map(({ environment }) => (
            <col key={environment.ref} />
          ))}
          {!narrow && <col className={styles.aheadColumn} />}
        </colgroup>
        <thead>
          <tr>
            <td className={styles.corner} />
            {tiersOf(columns).map(({ tier, columns: count }, at) => (
              <th
                key={`${tier} ${at}`}
                scope="colgroup"
                colSpan={count}
                className={styles.tierStart}
              >
                {tierText(tier, t)}
              </th>
            ))}
            {!narrow && (
              <th className={styles.tierStart}>{t('versions.matrix.ahead')}</th>
            )}
          </tr>
          <tr>
            <th scope="col" className={styles.corner}>
              {t('versions.matrix.component')}
            </th>
            {columns.map((column, at) => {
              const holder = holderOf(column, words);
              const name = environmentName(column.environment);
              return (
                <th
                  key={column.environment.ref}
                  scope="col"
                  className={startsTier[at] ? styles.tierStart : undefined}
                >
                  <span className={styles.environment} title={name}>
                    {name}
                  </span>
                  <span title={holder.text}>
                    <Holder {...holder} />
                  </span>
                </th>
              );
            })}
            {!narrow && (
              <th scope="col" className={styles.tierStart}>
                <span className={styles.environment}>
                  {t('versions.matrix.production')}
                </span>
                <span className={styles.quiet}>
                  {t('versions.matrix.versionsSince')}
                </span>
              </th>
            )}
          </tr>
        </thead>
        {groups.map(group => (
          <tbody key={group.ref ?? ''}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={columns.length + (narrow ? 1 : 2)}>
                <strong>
                  {group.ref ? nameOf(group.ref) : t('versions.matrix.none')}
                </strong>{' '}
                {group.rows.length}
              </th>
            </tr>
            {group.rows.map(row => {
              index += 1;
              const at = index;
              const href = hrefOf(row.componentRef);
              const name = row.title ?? nameOf(row.componentRef);
              return (
                <tr key={row.componentRef} className={styles.row}>
                  <th scope="row" title={name}>
                    {href ? (
                      <Link href={`${href}/environments`} weight="bold">
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                  </th>
                  {columns.map((_, column) => drawCell(row, at, column))}
                  {!narrow && drawAhead(row)}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
      {open && (
        <CellPopover
          row={open.row}
          cell={open.cell}
          anchor={anchor}
          words={words}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
