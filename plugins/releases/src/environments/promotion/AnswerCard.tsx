import { Button, Card } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiRefreshLine,
} from '@remixicon/react';
import { useAnnounce } from '../../shared/a11y';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { longMoment, useClock } from '../shared';
import { CriteriaTable } from './CriteriaTable';
import styles from './Promotion.module.css';
import { verdictText } from './promotionWords';
import { EdgeAnswer } from './usePromotion';

/** Whether it may go, in words, and below it why not and what to do. */
export function AnswerCard(props: {
  name: string;
  edge: EdgeAnswer;
  isLoading: boolean;
  onAskAgain(): void;
}) {
  const { name, edge, isLoading, onAskAgain } = props;
  const { answer, version } = edge;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const announce = useAnnounce();
  const from = nameOf(edge.from);
  const to = nameOf(edge.to);
  const isFree = edge.policyId === undefined && answer.total === 0;
  const verdict = verdictText(answer, t);
  return (
    <Card className={styles.card}>
      <section aria-label={verdict}>
        <div
          className={styles.answer}
          data-tone={answer.verdict === 'passed' ? 'good' : 'warn'}
        >
          {answer.verdict === 'passed' ? (
            <RiCheckboxCircleLine
              size={26}
              className={styles.big}
              aria-hidden
            />
          ) : (
            <RiErrorWarningLine size={26} className={styles.big} aria-hidden />
          )}
          <div className={styles.words}>
            <h3 className={styles.headline}>{verdict}</h3>
            <div>
              {t('versions.answer.text', {
                component: name,
                version,
                from,
                to,
              })}{' '}
              {isFree && t('versions.answer.noPolicy', { from, to })}
              {answer.opensAt &&
                t('versions.verdict.opens', {
                  when: longMoment(answer.opensAt, clock),
                })}
            </div>
          </div>
          <Button
            variant="secondary"
            iconStart={<RiRefreshLine />}
            isPending={isLoading}
            onPress={() => {
              onAskAgain();
              announce(t('versions.answer.asked', { verdict }));
            }}
          >
            {t('versions.answer.again')}
          </Button>
        </div>
        <CriteriaTable answer={answer} version={version} />
      </section>
    </Card>
  );
}
