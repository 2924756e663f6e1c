import { Link } from '@backstage/ui';
import type {
  CriterionAnswer,
  PromotionAnswer,
} from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import { useClock } from '../shared';
import { Meter } from './Meter';
import styles from './Promotion.module.css';
import {
  cureText,
  needsText,
  sourceText,
  standingText,
  valueText,
  VERDICT_LOOKS,
} from './promotionWords';

function Observed(props: { criterion: CriterionAnswer; version: string }) {
  const { criterion, version } = props;
  const t = useText();
  const clock = useClock();
  const { value, unit, verdict } = criterion;
  const isKnown = value !== undefined && verdict !== 'missing';
  return (
    <>
      <span className={styles.spread}>
        {isKnown ? (
          <span>{valueText(value, unit, t)}</span>
        ) : (
          <span className={styles.none}>{t('versions.criterion.noFact')}</span>
        )}
        <span className={styles.quiet}>{needsText(criterion, t)}</span>
      </span>
      {isKnown && <Meter criterion={criterion} />}
      <span className={styles.quiet}>
        {isKnown
          ? sourceText(criterion, clock, t)
          : t('versions.criterion.neverFor', { version })}
      </span>
    </>
  );
}

/**
 * Each criterion with what was observed, what is needed, and what makes it
 * pass. `compact` names the result in a column of its own, for narrower cards.
 */
export function CriteriaTable(props: {
  answer: PromotionAnswer;
  version: string;
  variant?: 'wide' | 'compact';
}) {
  const { answer, version, variant = 'wide' } = props;
  const t = useText();
  const clock = useClock();
  if (answer.criteria.length === 0) return null;
  return (
    <table
      className={styles.table}
      data-variant={variant}
      aria-label={t('versions.criterion.label')}
    >
      <colgroup>
        <col
          className={
            variant === 'wide' ? styles.iconColumn : styles.resultColumn
          }
        />
        <col />
        <col className={styles.observedColumn} />
        <col className={styles.cureColumn} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('versions.criterion.result')}</th>
          <th scope="col">{t('versions.criterion.criterion')}</th>
          <th scope="col">{t('versions.criterion.observed')}</th>
          <th scope="col">{t('versions.criterion.cure')}</th>
        </tr>
      </thead>
      <tbody>
        {answer.criteria.map(criterion => {
          const { Icon, tone } = VERDICT_LOOKS[criterion.verdict];
          return (
            <tr key={criterion.key}>
              <td>
                <span className={styles.verdict} data-tone={tone}>
                  <Icon
                    size={variant === 'wide' ? 20 : 16}
                    aria-hidden={variant === 'compact'}
                    aria-label={
                      variant === 'wide'
                        ? t(`versions.criterion.${criterion.verdict}`)
                        : undefined
                    }
                    role={variant === 'wide' ? 'img' : undefined}
                  />
                  {variant === 'compact' &&
                    t(`versions.criterion.${criterion.verdict}`)}
                </span>
              </td>
              <th scope="row">
                <span className={styles.title}>{criterion.title}</span>
                {variant === 'wide' && (
                  <span className={styles.quiet}>
                    {standingText(criterion, clock, t)}
                  </span>
                )}
              </th>
              <td>
                <Observed criterion={criterion} version={version} />
              </td>
              <td>
                <span
                  className={
                    criterion.verdict === 'passed' ? styles.quiet : undefined
                  }
                >
                  {cureText(criterion, clock, t)}
                </span>
                {criterion.url && criterion.verdict !== 'passed' && (
                  <div>
                    <Link
                      href={criterion.url}
                      target="_blank"
                      rel="noopener"
                      variant="body-small"
                      weight="bold"
                    >
                      {t('versions.criterion.evidence')}
                    </Link>
                  </div>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
