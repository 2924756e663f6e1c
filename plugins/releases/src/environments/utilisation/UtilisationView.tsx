import { Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiBarChartHorizontalLine } from '@remixicon/react';
import {
  environmentReadPermission,
  Utilisation,
  UtilisationMeasure,
  UtilisationRow,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { useNames, useQuery } from '../../shared/data';
import { FailureState, StatePicture } from '../../shared/states';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { Panel, plainDay, useClock, ViewSkeleton } from '../shared';
import { figureOf, figureText, rowName, sampleText } from './figureWords';
import styles from './Utilisation.module.css';
import {
  GROUPS,
  MEASURES,
  PERIODS,
  useUtilisationUrl,
} from './useUtilisationUrl';

function Bars(props: {
  rows: readonly UtilisationRow[];
  measure: UtilisationMeasure;
  nameOf(ref: string): string;
}) {
  const { rows, measure, nameOf } = props;
  const t = useText();
  // A share is of everything; hours and money are of the most.
  const most =
    measure === 'utilisation'
      ? 1
      : Math.max(
          ...rows.map(row => Math.abs(figureOf(row, measure) ?? 0)),
          0.001,
        );
  return (
    <ul className={styles.bars}>
      {rows.map(row => {
        const name = rowName(row, nameOf, t);
        const value = figureOf(row, measure) ?? 0;
        return (
          <li
            key={`${row.environmentRef} ${row.team} ${row.month}`}
            className={styles.bar}
          >
            <span className={styles.name}>{name}</span>
            <span className={styles.track} aria-hidden>
              <span
                className={styles.fill}
                style={{
                  display: value === 0 ? 'none' : 'block',
                  width: `${(Math.abs(value) / most) * 100}%`,
                }}
                data-below={value < 0 || undefined}
              />
            </span>
            <span className={styles.value}>{figureText(row, measure, t)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function FiguresTable(props: {
  data: Utilisation;
  by: string;
  nameOf(ref: string): string;
}) {
  const { data, by, nameOf } = props;
  const t = useText();
  return (
    <div
      className={styles.scroll}
      // Wider than a phone: it can be scrolled with the keys, too.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={t('versions.use.table')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{by}</th>
            {MEASURES.map(measure => (
              <th key={measure} scope="col">
                {t(`versions.use.measure.${measure}`)}
              </th>
            ))}
            <th scope="col">{t('versions.use.tableSample')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map(row => (
            <tr key={`${row.environmentRef} ${row.team} ${row.month}`}>
              <th scope="row">{rowName(row, nameOf, t)}</th>
              {MEASURES.map(measure => (
                <td key={measure}>{figureText(row, measure, t)}</td>
              ))}
              <td>
                {t('versions.use.bookings', { count: row.sample.bookings })}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('versions.use.total')}</th>
            {MEASURES.map(measure => (
              <td key={measure}>{figureText(data.total, measure, t)}</td>
            ))}
            <td>
              {t('versions.use.bookings', {
                count: data.total.sample.bookings,
              })}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** How much environments are used, how long teams wait, and what others would have cost. */
export function UtilisationView() {
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const api = useApi(releasesApiRef);
  const [url, change] = useUtilisationUrl();
  const { days, by, measure } = url;
  const { timeZone } = clock;
  const today = inZone(clock.now, timeZone).startOf('day');
  const from = today.minus({ days }).toUTC().toISO()!;
  const to = today.plus({ days: 1 }).toUTC().toISO()!;
  const { data, error, reload } = useQuery(
    `utilisation ${from} ${by} ${timeZone}`,
    signal =>
      api.getUtilisation(
        { query: { from, to, groupBy: [by], timeZone } },
        { signal },
      ),
  );
  if (error && !data)
    return (
      <FailureState
        error={error}
        title={t('versions.use.failure')}
        forbidden={t('versions.failure.forbidden')}
        permission={environmentReadPermission.name}
        onRetry={reload}
      />
    );
  const byName = t(`versions.use.${by}`);
  const measureName = t(`versions.use.measure.${measure}`);
  const definition = data?.definitions.find(one => one.measure === measure);
  return (
    <div className={styles.view}>
      <div className={styles.controls}>
        <ToggleButtonGroup
          aria-label={t('versions.use.period')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[String(days)]}
          onSelectionChange={keys => {
            const next = PERIODS.find(one => [...keys].includes(String(one)));
            if (next) change({ days: next });
          }}
        >
          {PERIODS.map(one => (
            <ToggleButton key={one} id={String(one)}>
              {t(`versions.use.days${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ToggleButtonGroup
          aria-label={t('versions.use.by')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[by]}
          onSelectionChange={keys => {
            const next = GROUPS.find(one => [...keys].includes(one));
            if (next) change({ by: next });
          }}
        >
          {GROUPS.map(one => (
            <ToggleButton key={one} id={one}>
              {t(`versions.use.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Select
          className={styles.measure}
          size="small"
          aria-label={t('versions.use.show')}
          options={MEASURES.map(id => ({
            id,
            label: t(`versions.use.measure.${id}`),
          }))}
          value={measure}
          onChange={key =>
            key && change({ measure: key as UtilisationMeasure })
          }
        />
        {data && (
          <span className={styles.span}>
            {t('versions.use.span', {
              from: plainDay(data.from, clock),
              to: plainDay(data.to, clock),
              zone: data.timeZone,
            })}
          </span>
        )}
      </div>
      {!data && <ViewSkeleton rows={6} />}
      {data && data.total.sample.bookings === 0 && (
        <StatePicture
          role="status"
          icon={<RiBarChartHorizontalLine size={28} />}
          title={t('versions.use.none')}
        >
          {t('versions.use.noneText')}
        </StatePicture>
      )}
      {data && data.total.sample.bookings > 0 && (
        <>
          <Panel title={t('versions.use.total')}>
            <dl className={styles.total}>
              {MEASURES.map(one => (
                <div key={one}>
                  <dt>{t(`versions.use.measure.${one}`)}</dt>
                  <dd>{figureText(data.total, one, t)}</dd>
                </div>
              ))}
            </dl>
            <p className={styles.quiet}>{sampleText(data.total, t)}</p>
          </Panel>
          <Panel
            title={t('versions.use.chart', {
              measure: measureName,
              by: byName.toLocaleLowerCase(),
            })}
          >
            <Bars rows={data.rows} measure={measure} nameOf={nameOf} />
            <p className={styles.quiet}>
              {definition?.text} {sampleText(data.total, t)}
            </p>
          </Panel>
          <Panel title={t('versions.use.table')} flush>
            <FiguresTable data={data} by={byName} nameOf={nameOf} />
          </Panel>
          <Panel title={t('versions.use.definition')}>
            <dl className={styles.definitions}>
              {data.definitions.map(one => (
                <div key={one.measure} style={{ display: 'contents' }}>
                  <dt>{t(`versions.use.measure.${one.measure}`)}</dt>
                  <dd>{one.text}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </>
      )}
    </div>
  );
}
