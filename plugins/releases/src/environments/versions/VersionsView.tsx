import {
  Button,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiCloseCircleLine,
  RiDownload2Line,
  RiFilterOffLine,
  RiFingerprintLine,
  RiLoader4Line,
  RiStackLine,
} from '@remixicon/react';
import {
  environmentReadPermission,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import { ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../shared/a11y';
import { useNames } from '../../shared/data';
import { useMediaQuery } from '../../shared/panel';
import { FailureState, StatePicture } from '../../shared/states';
import { useText } from '../../translation';
import { useMe } from '../bookings/data/useMe';
import { Words } from '../bookings/words';
import {
  environmentName,
  HeaderActions,
  useClock,
  ViewSkeleton,
} from '../shared';
import styles from './Matrix.module.css';
import { matrixCsv } from './matrixCsv';
import { MatrixTable } from './MatrixTable';
import { useMatrix } from './useMatrix';
import { MATRIX_FILTERS, MatrixFilter, useVersionsUrl } from './useVersionsUrl';
import { isLongDrift } from './versionWords';

const ICONS: Record<MatrixFilter, ReactElement> = {
  broken: <RiFingerprintLine />,
  drift: <RiArrowUpLine />,
  older: <RiArrowDownLine />,
  failed: <RiCloseCircleLine />,
};
const PAUSE_MS = 300;

/** What makes a row worth looking at. */
export function meets(
  row: MatrixRow,
  filter: MatrixFilter,
  now: number,
): boolean {
  switch (filter) {
    case 'broken':
      return row.brokenPromotions.length > 0;
    case 'drift':
      return isLongDrift(row.ahead?.since, now);
    case 'older':
      return row.cells.some(
        ({ drift }) => drift !== undefined && drift.steps < 0,
      );
    default:
      return row.cells.some(({ lastFailed }) => lastFailed);
  }
}

function download(text: string) {
  const address = URL.createObjectURL(
    new Blob([text], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = 'versions.csv';
  link.click();
  URL.revokeObjectURL(address);
}

function MatrixKey() {
  const t = useText();
  return (
    <ul className={styles.key} aria-label={t('versions.key.label')}>
      <li>
        <strong>{t('versions.matrix.newer', { steps: '2' })}</strong>
        {t('versions.key.newer')}
        {[1, 2, 3].map(step => (
          <span
            key={step}
            className={`${styles.cell} ${styles.shade}`}
            data-ahead={step}
            aria-hidden
          />
        ))}
      </li>
      <li>
        <strong className={styles.older}>
          {t('versions.matrix.older', { steps: '1' })}
        </strong>
        {t('versions.key.older')}
      </li>
      <li>
        <RiFingerprintLine size={15} className={styles.wrong} aria-hidden />
        {t('versions.key.broken')}
      </li>
      <li>
        <RiCloseCircleLine size={15} className={styles.wrong} aria-hidden />
        {t('versions.key.failed')}
      </li>
      <li>
        <RiLoader4Line size={15} className={styles.busy} aria-hidden />
        {t('versions.key.deploying')}
      </li>
      <li>
        {t('versions.matrix.notDeployed')} {t('versions.key.notDeployed')}
      </li>
      <li>{t('versions.key.age')}</li>
    </ul>
  );
}

/** Components by environments: which version runs where, and how far it is from production. */
export function VersionsView() {
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const me = useMe();
  const announce = useAnnounce();
  const words = useMemo(
    (): Words => ({ t, nameOf, clock, me }),
    [t, nameOf, clock, me],
  );
  const [url, change] = useVersionsUrl();
  const isNarrow = useMediaQuery('(max-width: 899px)');
  const matrix = useMatrix({
    ...(url.q && { q: url.q }),
    ...(url.system.length > 0 && { system: url.system }),
  });
  const [typed, setTyped] = useState(url.q ?? '');
  useEffect(() => {
    if (typed.trim() === (url.q ?? '')) return undefined;
    const timer = setTimeout(
      () => change({ q: typed.trim() || undefined }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, url.q, change]);
  const [isExporting, setExporting] = useState(false);
  const { data, error } = matrix;
  const systems = useRef(new Set<string>());
  for (const { system } of data?.rows ?? [])
    if (system) systems.current.add(system);

  if (error && !data)
    return (
      <FailureState
        error={error}
        title={t('versions.failure.title')}
        forbidden={t('versions.failure.forbidden')}
        permission={environmentReadPermission.name}
        onRetry={matrix.reload}
      />
    );
  if (!data) return <ViewSkeleton rows={10} />;

  const rows = data.rows.filter(row =>
    url.only.every(filter => meets(row, filter, clock.now)),
  );
  const isFiltered = url.only.length > 0 || url.system.length > 0 || url.q;
  const exportCsv = async () => {
    setExporting(true);
    try {
      const all = data.hasMore ? await matrix.loadAll() : data;
      const chosen = all.rows.filter(row =>
        url.only.every(filter => meets(row, filter, clock.now)),
      );
      download(
        matrixCsv(
          chosen,
          all.environments.map(({ environment }) => ({
            ref: environment.ref,
            name: environmentName(environment),
          })),
        ),
      );
      announce(
        t('versions.filter.exported', {
          rows: t('versions.matrix.count', { count: chosen.length }),
        }),
      );
    } finally {
      setExporting(false);
    }
  };

  const others = data.environments.filter(
    ({ environment }) => environment.tier !== 'production',
  );
  const chosenRef =
    others.find(({ environment }) => environment.ref === url.environment)
      ?.environment.ref ?? others.at(-1)?.environment.ref;
  const chosen = others.find(
    ({ environment }) => environment.ref === chosenRef,
  )?.environment;
  const production = data.environments.filter(
    ({ environment }) => environment.tier === 'production',
  );
  // The production that it leads to, or the first.
  const target =
    production.find(
      ({ environment }) => environment.ref === chosen?.nextEnvironment,
    ) ?? production[0];
  const narrow = isNarrow
    ? [chosenRef, target?.environment.ref].flatMap(ref => ref ?? [])
    : undefined;

  return (
    <div className={styles.view}>
      <HeaderActions>
        <Button
          variant="secondary"
          iconStart={<RiDownload2Line />}
          isPending={isExporting}
          isDisabled={rows.length === 0}
          onPress={exportCsv}
        >
          {t('versions.filter.export')}
        </Button>
      </HeaderActions>
      <div
        className={styles.filters}
        role="group"
        aria-label={t('versions.filter.label')}
      >
        <SearchField
          className={styles.search}
          size="small"
          aria-label={t('versions.filter.search')}
          placeholder={t('versions.filter.search')}
          value={typed}
          onChange={setTyped}
        />
        <Select
          className={styles.system}
          size="small"
          aria-label={t('versions.filter.systemLabel')}
          placeholder={t('versions.filter.system')}
          selectionMode="multiple"
          options={[...new Set([...url.system, ...systems.current])].map(
            id => ({ id, label: nameOf(id) }),
          )}
          value={url.system}
          onChange={keys => change({ system: keys.map(String) })}
        />
        {isNarrow && chosenRef && (
          <Select
            className={styles.system}
            size="small"
            aria-label={t('versions.filter.environment')}
            options={others.map(({ environment }) => ({
              id: environment.ref,
              label: environmentName(environment),
            }))}
            value={chosenRef}
            onChange={key => key && change({ environment: String(key) })}
          />
        )}
        {!isNarrow && (
          <ToggleButtonGroup
            aria-label={t('versions.filter.label')}
            selectionMode="multiple"
            selectedKeys={url.only}
            onSelectionChange={keys =>
              change({
                only: MATRIX_FILTERS.filter(one => [...keys].includes(one)),
              })
            }
          >
            {MATRIX_FILTERS.map(filter => (
              <ToggleButton key={filter} id={filter} iconStart={ICONS[filter]}>
                {t(`versions.filter.${filter}`)}
                <span className={styles.filterCount}>
                  {
                    data.rows.filter(row => meets(row, filter, clock.now))
                      .length
                  }
                </span>
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        <span className={styles.summary} aria-live="polite">
          {t('versions.matrix.summary', {
            components: t('versions.matrix.count', {
              count:
                url.only.length > 0 ? rows.length : data.total ?? rows.length,
            }),
            environments: t('versions.matrix.environments', {
              count: data.environments.length,
            }),
          })}
        </span>
      </div>
      {rows.length > 0 && (
        <MatrixTable
          environments={data.environments}
          rows={rows}
          words={words}
          narrow={narrow}
        />
      )}
      {rows.length === 0 && (
        <StatePicture
          role="status"
          icon={
            isFiltered ? (
              <RiFilterOffLine size={28} />
            ) : (
              <RiStackLine size={28} />
            )
          }
          title={t(
            isFiltered ? 'versions.empty.filtered' : 'versions.empty.none',
          )}
          actions={
            isFiltered && (
              <Button
                variant="secondary"
                onPress={() => {
                  setTyped('');
                  change({ only: [], system: [], q: undefined });
                }}
              >
                {t('versions.filter.clear')}
              </Button>
            )
          }
        >
          {t(
            isFiltered
              ? 'versions.empty.filteredText'
              : 'versions.empty.noneText',
          )}
        </StatePicture>
      )}
      {data.hasMore && (
        <div className={styles.more}>
          <Button
            variant="secondary"
            isPending={matrix.isLoading}
            onPress={matrix.loadMore}
          >
            {t('versions.matrix.more')}
          </Button>
        </div>
      )}
      {rows.length > 0 && <MatrixKey />}
    </div>
  );
}
