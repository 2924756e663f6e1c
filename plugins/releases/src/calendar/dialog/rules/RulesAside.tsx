import {
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiKey2Line,
  RiMegaphoneLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import { useText } from '../../../translation';
import { Draft } from '../draft';
import step from '../Step.module.css';
import styles from './RulesAside.module.css';
import { Effect, whileItHolds } from './whileItHolds';

const LOOKS: Record<Effect, { tone: string; icon: ReactElement }> = {
  closed: { tone: 'negative', icon: <RiSnowflakeLine size={14} /> },
  withOverride: { tone: 'negative', icon: <RiKey2Line size={14} /> },
  aborted: { tone: 'negative', icon: <RiSnowflakeLine size={14} /> },
  open: { tone: 'positive', icon: <RiDoorOpenLine size={14} /> },
  finishes: { tone: 'positive', icon: <RiDoorOpenLine size={14} /> },
  informed: { tone: 'positive', icon: <RiMegaphoneLine size={14} /> },
  acknowledge: { tone: 'warning', icon: <RiErrorWarningLine size={14} /> },
  finishesStage: { tone: 'warning', icon: <RiErrorWarningLine size={14} /> },
};

/** What the rules mean for what people and pipelines do. */
export function RulesAside(props: { draft: Draft }) {
  const { draft } = props;
  const { kind, enforcement, actions, invokers } = draft;
  const t = useText();
  const isComplete = actions.length > 0 && invokers.length > 0;
  const note = {
    hard: kind === 'freeze' ? t('dialog.rules.overrideNote') : undefined,
    soft: t('dialog.rules.softNote'),
    info: t('dialog.rules.infoNote'),
  }[enforcement];

  return (
    <div className={step.step}>
      <h3 className={step.asideHeading}>
        {kind === 'allow'
          ? t('dialog.rules.whileOutside')
          : t('dialog.rules.whileItHolds')}
      </h3>
      {!isComplete && <p className={step.hint}>{t('dialog.oneNeeded')}</p>}
      {isComplete && (
        <dl className={styles.rows} aria-live="polite">
          {whileItHolds(draft).map(({ situation, effect }) => (
            <div key={situation} className={styles.row}>
              <dt>{t(`dialog.rules.${situation}`)}</dt>
              <dd data-tone={LOOKS[effect].tone}>
                {LOOKS[effect].icon}
                <span>{t(`dialog.rules.${effect}`)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {note && <p className={step.hint}>{note}</p>}
    </div>
  );
}
