import { Button, Card, Select, Slider } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  RiAddCircleLine,
  RiAddLine,
  RiCheckLine,
  RiCloseLine,
  RiIndeterminateCircleLine,
  RiSubtractLine,
} from '@remixicon/react';
import type { CriterionAnswer } from '@release-desk/plugin-releases-common';
import { useEffect, useId, useState } from 'react';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { messageOf } from '../../shared/states';
import { useText } from '../../translation';
import { plainDay, useClock } from '../shared';
import styles from './Promotion.module.css';
import { valueText } from './promotionWords';
import { Threshold, thresholdOf } from './whatIfThreshold';
import { EdgeAnswer } from './usePromotion';

const PAUSE_MS = 300;
const VERSIONS = 20;
const ICONS = {
  'now-passes': RiAddLine,
  'no-longer-passes': RiSubtractLine,
  passes: RiCheckLine,
  'does-not-pass': RiCloseLine,
};

/** The same question of the last versions, with another threshold. */
export function WhatIf(props: { entityRef: string; edge: EdgeAnswer }) {
  const { entityRef, edge } = props;
  const choices = edge.answer.criteria.flatMap(criterion => {
    const threshold = thresholdOf(criterion);
    return threshold ? [{ criterion, threshold }] : [];
  });
  const [key, setKey] = useState<string>();
  const chosen =
    choices.find(({ criterion }) => criterion.key === key) ?? choices[0];
  if (!chosen) return null;
  return (
    <WhatIfOf
      key={`${edge.from} ${edge.to} ${chosen.criterion.key}`}
      entityRef={entityRef}
      edge={edge}
      choices={choices.map(({ criterion }) => criterion)}
      criterion={chosen.criterion}
      threshold={chosen.threshold}
      onChoose={setKey}
    />
  );
}

function WhatIfOf(props: {
  entityRef: string;
  edge: EdgeAnswer;
  choices: CriterionAnswer[];
  criterion: CriterionAnswer;
  threshold: Threshold;
  onChoose(key: string): void;
}) {
  const { entityRef, edge, choices, criterion, threshold, onChoose } = props;
  const t = useText();
  const clock = useClock();
  const api = useApi(releasesApiRef);
  const id = useId();
  const [value, setValue] = useState(threshold.before);
  const [settled, setSettled] = useState(value);
  const [isTable, setTable] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const { from, to } = edge;
  const { data, error, isLoading } = useQuery(
    `what-if ${entityRef} ${from} ${to} ${criterion.key} ${settled}`,
    signal =>
      api.askWhatIf(
        {
          body: {
            entityRef,
            from,
            to,
            changes: [
              { key: criterion.key, value: threshold.toRequest(settled) },
            ],
            versions: VERSIONS,
          },
        },
        { signal },
      ),
  );
  const versions = data?.versions ?? [];
  const count = (change: (typeof versions)[number]['change']) =>
    versions.filter(one => one.change === change).length;
  const text = (amount: number) =>
    valueText(threshold.toUnit(amount), criterion.unit, t);
  const end = (one: (typeof versions)[number]) =>
    t('versions.whatIf.end', {
      version: one.version,
      when: plainDay(one.at, clock),
    });
  const less = count('no-longer-passes');
  return (
    <Card className={styles.card}>
      <section aria-labelledby={id}>
        <div className={styles.whatIfHead}>
          <h3 id={id} className={styles.cardTitle}>
            {t('versions.whatIf.title')}
          </h3>
          <span className={styles.quiet}>{t('versions.whatIf.hint')}</span>
        </div>
        <div className={styles.whatIf}>
          <div className={styles.fields}>
            <Select
              label={t('versions.whatIf.criterion')}
              options={choices.map(one => ({ id: one.key, label: one.title }))}
              value={criterion.key}
              onChange={chosen => chosen && onChoose(String(chosen))}
            />
            <div>
              <Slider
                label={t('versions.whatIf.threshold')}
                minValue={threshold.min}
                maxValue={threshold.max}
                step={threshold.step}
                value={value}
                onChange={next => setValue(Number(next))}
              />
              <span
                className={`${styles.quiet} ${styles.under}`}
                aria-live="polite"
              >
                {t('versions.whatIf.instead', {
                  value: text(value),
                  before: text(threshold.before),
                })}
              </span>
            </div>
            {error !== undefined && (
              <p className={styles.error} role="alert">
                {t('versions.whatIf.failed', { reason: messageOf(error) })}
              </p>
            )}
          </div>
          <div aria-busy={isLoading}>
            {data && versions.length === 0 && (
              <p className={styles.quiet}>{t('versions.whatIf.none')}</p>
            )}
            {versions.length > 0 && (
              <>
                <div className={styles.counts} role="status">
                  <span data-tone="good">
                    <RiAddCircleLine size={16} aria-hidden />
                    {t('versions.whatIf.more', { count: count('now-passes') })}
                  </span>
                  {less > 0 && (
                    <span data-tone="wrong">
                      <RiIndeterminateCircleLine size={16} aria-hidden />
                      {t('versions.whatIf.less', { count: less })}
                    </span>
                  )}
                  <span>
                    <RiCheckLine size={16} aria-hidden />
                    {t('versions.whatIf.passes', { count: count('passes') })}
                  </span>
                  <span data-quiet>
                    <RiCloseLine size={16} aria-hidden />
                    {t('versions.whatIf.fails', {
                      count: count('does-not-pass'),
                    })}
                  </span>
                </div>
                <ol
                  className={styles.strip}
                  aria-label={t('versions.whatIf.strip')}
                >
                  {versions.map(one => {
                    const Icon = ICONS[one.change];
                    const spoken = t('versions.whatIf.cell', {
                      version: one.version,
                      when: plainDay(one.at, clock),
                      change: t(`versions.whatIf.change.${one.change}`),
                    });
                    return (
                      <li
                        key={one.version}
                        data-change={one.change}
                        title={spoken}
                      >
                        <Icon size={14} role="img" aria-label={spoken} />
                      </li>
                    );
                  })}
                </ol>
                <div className={styles.ends}>
                  <span>{end(versions[0])}</span>
                  <span>
                    {t('versions.whatIf.versions', { count: versions.length })}
                  </span>
                  <span>{end(versions[versions.length - 1])}</span>
                </div>
                <Button
                  size="small"
                  variant="tertiary"
                  aria-expanded={isTable}
                  onPress={() => setTable(last => !last)}
                >
                  {t(
                    isTable ? 'versions.whatIf.hide' : 'versions.whatIf.table',
                  )}
                </Button>
                {isTable && (
                  <table className={styles.table}>
                    <thead>
                      <tr>
                        <th scope="col">{t('versions.whatIf.version')}</th>
                        <th scope="col">{t('versions.whatIf.asked')}</th>
                        <th scope="col">{t('versions.whatIf.before')}</th>
                        <th scope="col">{t('versions.whatIf.after')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {versions.map(one => (
                        <tr key={one.version}>
                          <th scope="row">{one.version}</th>
                          <td>{plainDay(one.at, clock)}</td>
                          <td>{t(`versions.criterion.${one.before}`)}</td>
                          <td>{t(`versions.criterion.${one.after}`)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </>
            )}
          </div>
        </div>
      </section>
    </Card>
  );
}
