import { SearchField } from '@backstage/ui';
import { Preview } from '@release-desk/plugin-releases-common';
import {
  RiArrowRightLine,
  RiBox3Line,
  RiCpuLine,
  RiDatabase2Line,
  RiNodeTree,
  RiStackLine,
} from '@remixicon/react';
import { ReactElement, useState } from 'react';
import { useText } from '../../../translation';
import step from '../Step.module.css';
import styles from './CoverageAside.module.css';
import { nameOfRef } from './useEntityNames';

type Coverage = Preview['entities'];
type Covered = Coverage['items'][number];

const SHOWN = 5;

const KIND_ICONS: Record<string, ReactElement> = {
  component: <RiCpuLine size={14} />,
  resource: <RiDatabase2Line size={14} />,
  api: <RiNodeTree size={14} />,
  system: <RiStackLine size={14} />,
};

function plural(kind: string): string {
  const lower = kind.toLocaleLowerCase('en-US');
  return lower === 'api'
    ? 'APIs'
    : `${lower.charAt(0).toLocaleUpperCase('en-US')}${lower.slice(1)}s`;
}

function groupsOf(items: Covered[], overRelations: string) {
  const groups = new Map<string, Covered[]>();
  for (const item of items) {
    const name = item.path?.length ? overRelations : plural(item.kind);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  // What came in over relations stands last.
  return [...groups].sort(
    ([a], [b]) => Number(a === overRelations) - Number(b === overRelations),
  );
}

const RELATION_WORDS: Record<string, string> = {
  dependsOn: 'depends on it',
  dependencyOf: 'is needed by it',
  partOf: 'is part of it',
  hasPart: 'has it as a part',
  consumesApi: 'consumes it',
  apiConsumedBy: 'is consumed by it',
  providesApi: 'provides it',
  apiProvidedBy: 'is provided by it',
};

/** The last step by which it is reached, e.g. `ledger-core depends on it`. */
export function pathText({ ref, path }: Covered): string {
  const last = path?.[path.length - 1];
  if (!last) return '';
  const words = RELATION_WORDS[last.relation] ?? last.relation;
  return last.to === ref
    ? `${nameOfRef(last.from)} ${words}`
    : `${last.relation} ${nameOfRef(last.to)}`;
}

/** How much the scope covers, and what that is. */
export function CoverageAside(props: {
  entities: Coverage | undefined;
  isEvent: boolean;
}) {
  const { entities, isEvent } = props;
  const t = useText();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string[]>([]);
  if (!entities) return null;
  const { total, environments, matched, overRelations, owners } = entities;

  if (total === 0)
    return (
      <p className={step.hint} role="status">
        {isEvent ? t('dialog.scope.nothingEvent') : t('dialog.scope.nothing')}
      </p>
    );

  const wanted = query.trim().toLocaleLowerCase();
  const found = entities.items.filter(({ ref, title }) =>
    `${ref} ${title}`.toLocaleLowerCase().includes(wanted),
  );
  const over = t('dialog.scope.overRelations');
  return (
    <div className={step.step}>
      <div role="status">
        <p className={styles.total}>
          <strong>{total}</strong>
          <b>{t('dialog.scope.entities', { count: total })}</b>
          {environments.length > 0 && (
            <span title={environments.map(({ title }) => title).join(', ')}>
              {t('dialog.scope.inEnvironments', { count: environments.length })}
            </span>
          )}
        </p>
        <p className={step.hint}>
          {t('dialog.scope.match', { count: matched })}
          {overRelations > 0 &&
            `, ${t('dialog.scope.over', { count: overRelations })}`}
          {'. '}
          {owners > 0 && t('dialog.scope.own', { count: owners })}
        </p>
      </div>
      <SearchField
        aria-label={t('dialog.scope.searchCovered')}
        placeholder={t('dialog.scope.searchCovered')}
        size="small"
        value={query}
        onChange={setQuery}
      />
      {found.length === 0 && (
        <p className={step.hint}>{t('dialog.scope.noneFound')}</p>
      )}
      {groupsOf(found, over).map(([name, items]) => {
        const all = open.includes(name) || items.length <= SHOWN + 1;
        return (
          <section key={name}>
            <h4 className={styles.group}>
              {name}, {items.length}
            </h4>
            <ul className={styles.items}>
              {(all ? items : items.slice(0, SHOWN)).map(item => (
                <li key={item.ref}>
                  <span className={styles.icon} aria-hidden>
                    {KIND_ICONS[item.kind.toLocaleLowerCase('en-US')] ?? (
                      <RiBox3Line size={14} />
                    )}
                  </span>
                  <span className={styles.name}>{item.title}</span>
                  <span className={styles.detail}>
                    {item.path?.length ? (
                      <>
                        <RiArrowRightLine size={12} aria-hidden />{' '}
                        {pathText(item)}
                      </>
                    ) : (
                      item.owner && nameOfRef(item.owner)
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {!all && (
              <button
                type="button"
                className={styles.more}
                onClick={() => setOpen([...open, name])}
              >
                {t('dialog.scope.more', {
                  number: String(items.length - SHOWN),
                })}
              </button>
            )}
          </section>
        );
      })}
      {entities.hidden > 0 && (
        <p className={step.hint}>
          {t('dialog.scope.hidden', { count: entities.hidden })}
        </p>
      )}
    </div>
  );
}
