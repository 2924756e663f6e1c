import { Link, Popover } from '@backstage/ui';
import { RiFingerprintLine } from '@remixicon/react';
import type {
  MatrixCell,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import { RefObject, useId } from 'react';
import { listText, Words } from '../bookings/words';
import { longMoment, plainDay, useEntityHref } from '../shared';
import { environmentTokens } from '../tokens';
import styles from './Matrix.module.css';
import { runName } from './versionWords';

const DIGEST_SHOWN = 16;

type CellWords = Pick<Words, 't' | 'nameOf' | 'clock'>;

function shortDigest(digest: string): string {
  return digest.length > DIGEST_SHOWN
    ? `${digest.slice(0, DIGEST_SHOWN)}…`
    : digest;
}

function Broken(props: {
  row: MatrixRow;
  broken: MatrixRow['brokenPromotions'][number];
  id: string;
  words: CellWords;
}) {
  const { row, broken, id, words } = props;
  const { t, nameOf, clock } = words;
  const places = broken.digests.flatMap(one => one.places);
  return (
    <>
      <h3 id={id} className={styles.popTitle}>
        <RiFingerprintLine size={18} aria-hidden />
        {t('versions.cell.brokenTitle', {
          component: row.title ?? nameOf(row.componentRef),
          version: broken.version,
        })}
      </h3>
      <p className={styles.popText}>
        {t('versions.cell.brokenText', {
          places: listText(places.map(one => nameOf(one.environmentRef))),
        })}
      </p>
      <dl className={styles.facts}>
        {broken.digests.map(({ digest, places: here }, index) =>
          here.map(place => (
            <div key={place.environmentRef} style={{ display: 'contents' }}>
              <dt>{nameOf(place.environmentRef)}</dt>
              <dd>
                <code
                  title={digest}
                  className={index > 0 ? styles.wrong : undefined}
                >
                  {shortDigest(digest)}
                </code>{' '}
                {place.run
                  ? t('versions.cell.placeRun', {
                      run: runName(place.run),
                      when: plainDay(place.at, clock),
                    })
                  : plainDay(place.at, clock)}
              </dd>
            </div>
          )),
        )}
      </dl>
      <div className={styles.mend}>
        <strong>{t('versions.cell.mend')}</strong>
        <div className={styles.quiet}>
          {t('versions.cell.mendText', {
            digest: shortDigest(broken.digests[0].digest),
          })}
        </div>
      </div>
    </>
  );
}

function Facts(props: {
  row: MatrixRow;
  cell: MatrixCell;
  id: string;
  words: CellWords;
}) {
  const { row, cell, id, words } = props;
  const { t, nameOf, clock } = words;
  const { current, latest, drift } = cell;
  const name = {
    component: row.title ?? nameOf(row.componentRef),
    environment: nameOf(cell.environmentRef),
  };
  let title = t('versions.cell.titleNone', name) as string;
  if (current)
    title = t('versions.cell.title', { ...name, version: current.version });
  else if (cell.state === 'not-reported')
    title = t('versions.cell.titleUnknown', name);
  let against: string | undefined;
  if (drift) {
    against = t('versions.matrix.inStep');
    if (drift.steps > 0)
      against = t('versions.cell.ahead', { count: drift.steps });
    if (drift.steps < 0)
      against = t('versions.cell.behind', { count: -drift.steps });
    if (drift.since && drift.steps !== 0)
      against = t('versions.cell.driftSince', {
        steps: against,
        when: plainDay(drift.since, clock),
      });
  }
  return (
    <>
      <h3 id={id} className={styles.popTitle}>
        {title}
      </h3>
      <dl className={styles.facts}>
        {current && (
          <>
            <dt>{t('versions.cell.deployed')}</dt>
            <dd>{longMoment(current.at, clock)}</dd>
            {current.run && (
              <>
                <dt>{t('versions.cell.run')}</dt>
                <dd>{runName(current.run)}</dd>
              </>
            )}
            {current.actor && (
              <>
                <dt>{t('versions.cell.actor')}</dt>
                <dd>
                  <code>{current.actor}</code>
                </dd>
              </>
            )}
            {current.digest && (
              <>
                <dt>{t('versions.cell.digest')}</dt>
                <dd>
                  <code>{current.digest}</code>
                </dd>
              </>
            )}
          </>
        )}
        {against && (
          <>
            <dt>{t('versions.cell.drift')}</dt>
            <dd>{against}</dd>
          </>
        )}
        {latest && latest.id !== current?.id && (
          <>
            <dt>{t('versions.cell.latest')}</dt>
            <dd>
              <code>{latest.version}</code>,{' '}
              {cell.lastFailed && t('versions.matrix.failed')}
              {cell.deploying && t('versions.matrix.deploying')},{' '}
              {longMoment(latest.at, clock)}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** Everything about one cell; of a broken promotion, what is broken. */
export function CellPopover(props: {
  row: MatrixRow;
  cell: MatrixCell;
  anchor: RefObject<HTMLElement>;
  words: CellWords;
  onClose(): void;
}) {
  const { row, cell, anchor, words, onClose } = props;
  const { t } = words;
  const id = useId();
  const href = useEntityHref()(row.componentRef);
  const broken = row.brokenPromotions.find(({ digests }) =>
    digests.some(({ places }) =>
      places.some(place => place.environmentRef === cell.environmentRef),
    ),
  );
  return (
    <Popover
      triggerRef={anchor}
      isOpen
      placement="bottom"
      className={`${environmentTokens} ${styles.popover}`}
      aria-labelledby={id}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      {broken ? (
        <Broken row={row} broken={broken} id={id} words={words} />
      ) : (
        <Facts row={row} cell={cell} id={id} words={words} />
      )}
      {href && (
        <div className={styles.mend}>
          <Link href={`${href}/environments`}>{t('versions.cell.needs')}</Link>
        </div>
      )}
    </Popover>
  );
}
