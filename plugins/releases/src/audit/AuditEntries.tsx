import { Button, Skeleton } from '@backstage/ui';
import {
  AuditEntry,
  describeChanges,
} from '@release-desk/plugin-releases-common';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFileList3Line,
} from '@remixicon/react';
import { Fragment, useState } from 'react';
import { shortName, useEntityName } from '../shared/data';
import { StatePicture } from '../shared/states';
import { formatInstant, viewerZone } from '../shared/time';
import { useText } from '../translation';
import styles from './Audit.module.css';
import { ChangeTable } from './ChangeTable';

/** The log as a table, each entry opening to what it changed. */
export function AuditEntries(props: {
  /** `undefined` while the first page loads. */
  entries?: AuditEntry[];
  total?: number;
  isFiltered: boolean;
  isLoadingOlder: boolean;
  /** Absent when there are none. */
  onLoadOlder?(): void;
}) {
  const { entries, total, isFiltered, isLoadingOlder, onLoadOlder } = props;
  const t = useText();
  if (!entries) return <Skeleton width="100%" height={320} />;
  if (entries.length === 0)
    return (
      <StatePicture
        icon={<RiFileList3Line size={28} />}
        title={t(
          isFiltered ? 'audit.table.emptyTitle' : 'audit.table.blankTitle',
        )}
      >
        {t(isFiltered ? 'audit.table.emptyText' : 'audit.table.blankText')}
      </StatePicture>
    );
  return (
    <div className={styles.card}>
      {/* On a narrow screen the table scrolls, the page does not. */}
      <div
        className={styles.scroll}
        role="region"
        aria-label={t('audit.table.label')}
        tabIndex={0}
      >
        <table className={styles.table} aria-label={t('audit.table.label')}>
          <thead>
            <tr>
              <th scope="col">{t('audit.table.seq')}</th>
              <th scope="col">{t('audit.table.at')}</th>
              <th scope="col">{t('audit.table.actor')}</th>
              <th scope="col">{t('audit.table.action')}</th>
              <th scope="col">{t('audit.table.object')}</th>
              <th scope="col">{t('audit.table.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(entry => (
              <EntryRows key={entry.seq} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.footer}>
        {total !== undefined && (
          <span>{t('audit.table.count', { count: total })}</span>
        )}
        {onLoadOlder && (
          <Button
            variant="secondary"
            isPending={isLoadingOlder}
            onPress={onLoadOlder}
          >
            {t('audit.table.older')}
          </Button>
        )}
      </div>
    </div>
  );
}

function EntryRows({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const nameOf = useEntityName();
  const [isOpen, setOpen] = useState(false);
  const who = (ref: string) =>
    ref.startsWith('user:') || ref.startsWith('group:') ? nameOf(ref) : ref;
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <Fragment>
      <tr>
        <td className={styles.number}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={t('audit.table.show', { seq: String(entry.seq) })}
            onClick={() => setOpen(!isOpen)}
          >
            <Arrow size={16} aria-hidden />
            {entry.seq}
          </button>
        </td>
        <td className={styles.time}>{formatInstant(entry.at, viewerZone())}</td>
        <td>
          {who(entry.actor)}
          {entry.onBehalfOf && (
            <div className={styles.muted}>
              {t('audit.table.onBehalfOf', { name: who(entry.onBehalfOf) })}
            </div>
          )}
        </td>
        <td className={styles.action}>{entry.action}</td>
        <td>
          {titleOf(entry)}
          <div className={styles.muted}>{entry.objectRef}</div>
        </td>
        <td>{entry.reason}</td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6} className={styles.details}>
            <ChangeTable changes={describeChanges(entry.before, entry.after)} />
            <dl className={styles.facts}>
              {entry.entityRefs.length > 0 && (
                <>
                  <dt>{t('audit.change.touches')}</dt>
                  <dd>{entry.entityRefs.map(shortName).join(', ')}</dd>
                </>
              )}
              <dt>{t('audit.change.leaf')}</dt>
              <dd className={styles.hash}>{entry.leafHash}</dd>
            </dl>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function titleOf(entry: AuditEntry): string {
  for (const state of [entry.after, entry.before]) {
    const { title } = (state ?? {}) as { title?: unknown };
    if (typeof title === 'string') return title;
  }
  return '';
}
