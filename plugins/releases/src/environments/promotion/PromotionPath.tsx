import { Card } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import type { MatrixRow } from '@release-desk/plugin-releases-common';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { useClock } from '../shared';
import { ageText } from '../versions/versionWords';
import styles from './Promotion.module.css';
import { VERDICT_LOOKS } from './promotionWords';
import { EdgeAnswer } from './usePromotion';

/** The way to production: what runs at each place, and whether it may go on. */
export function PromotionPath(props: {
  path: readonly string[];
  row: MatrixRow;
  answers: readonly EdgeAnswer[];
  /** The step that is looked at, by where it leads. */
  chosen?: string;
  onChoose(to: string): void;
}) {
  const { path, row, answers, chosen, onChoose } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();

  const edgeText = (edge: EdgeAnswer | undefined) => {
    if (!edge) return t('versions.path.unknown') as string;
    const { answer, version } = edge;
    if (answer.verdict === 'passed') return t('versions.path.passes') as string;
    return edge.to === chosen
      ? t('versions.verdict.short', {
          passing: String(answer.passing),
          total: String(answer.total),
        })
      : t('versions.path.asks', {
          version,
          passing: String(answer.passing),
          total: String(answer.total),
        });
  };

  return (
    <Card className={styles.card}>
      <ol className={styles.path} aria-label={t('versions.path.label')}>
        {path.flatMap((ref, index) => {
          const current = row.cells.find(
            cell => cell.environmentRef === ref,
          )?.current;
          const place = (
            <li key={ref} className={styles.place}>
              <strong>{nameOf(ref)}</strong>
              <div>
                {current ? (
                  <>
                    <code>{current.version}</code>{' '}
                    <span
                      className={styles.quiet}
                      style={{ display: 'inline' }}
                    >
                      {ageText(current.at, clock.now, t)}
                    </span>
                  </>
                ) : (
                  <span className={styles.quiet}>
                    {t('versions.path.nothing')}
                  </span>
                )}
              </div>
            </li>
          );
          if (index === 0) return [place];
          const from = path[index - 1];
          const edge = answers.find(one => one.from === from && one.to === ref);
          const look = edge && VERDICT_LOOKS[edge.answer.verdict];
          return [
            <li
              key={`${from} ${ref}`}
              className={styles.edge}
              data-open={edge?.answer.verdict !== 'passed' || undefined}
            >
              <span className={styles.line} aria-hidden />
              <button
                type="button"
                className={styles.edgeButton}
                aria-pressed={ref === chosen}
                aria-label={`${t('versions.path.choose', {
                  from: nameOf(from),
                  to: nameOf(ref),
                })}: ${edgeText(edge)}`}
                data-tone={look?.tone}
                onClick={() => onChoose(ref)}
              >
                {look && <look.Icon size={14} aria-hidden />}
                {edgeText(edge)}
              </button>
              <span className={styles.line} aria-hidden />
              <RiArrowRightSLine size={16} aria-hidden />
            </li>,
            place,
          ];
        })}
      </ol>
    </Card>
  );
}
