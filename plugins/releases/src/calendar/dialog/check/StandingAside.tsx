import {
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { StateAnswer } from '@release-desk/plugin-releases-common';
import { formatInstant, viewerZone } from '../../../shared/time';
import { messageOf } from '../../../shared/states';
import { useText, Text } from '../../../translation';
import { Draft } from '../draft';
import { firstSpan } from '../requestOf';
import { useEntityNames } from '../scope/useEntityNames';
import step from '../Step.module.css';
import rows from '../rules/RulesAside.module.css';
import { whenErrors } from '../when/scheduleOf';
import { useStanding } from './useStanding';

/** The verdict of an answer: `Falls into Black Friday freeze`, `Open`. */
export function verdictOf(
  t: Text,
  answer: StateAnswer,
): { tone: 'negative' | 'warning' | 'positive'; text: string } {
  const titles = (effect: string) =>
    answer.because.filter(one => one.effect === effect).map(one => one.title);
  if (answer.state === 'closed') {
    const [freeze] = titles('closes');
    const [outside] = titles('outside');
    return {
      tone: 'negative',
      text: freeze
        ? t('dialog.check.fallsInto', { title: freeze })
        : t('dialog.check.outsideOf', { title: outside ?? '' }),
    };
  }
  if (answer.acknowledge)
    return {
      tone: 'warning',
      text: t('dialog.check.toAcknowledge', {
        title: titles('warns')[0] ?? '',
      }),
    };
  return { tone: 'positive', text: t('dialog.rules.open') };
}

const ICONS = {
  negative: <RiSnowflakeLine size={14} />,
  warning: <RiErrorWarningLine size={14} />,
  positive: <RiDoorOpenLine size={14} />,
};

/** Where a release that is being planned stands at its start. */
export function StandingAside(props: { draft: Draft }) {
  const { draft } = props;
  const t = useText();
  const isSound = Object.keys(whenErrors(draft.when)).length === 0;
  const at = isSound ? firstSpan(draft).start : undefined;
  const entityRefs = draft.entities.map(({ ref }) => ref).filter(Boolean);
  const environmentRefs = draft.environments;
  const nameOf = useEntityNames([...entityRefs, ...environmentRefs]);
  const { data, error, isLoading } = useStanding({
    entityRefs,
    environmentRefs,
    at,
  });

  return (
    <div className={step.step} data-stale={isLoading || undefined}>
      <h3 className={step.asideHeading}>{t('dialog.check.standing')}</h3>
      {at && <p className={step.hint}>{formatInstant(at, viewerZone())}</p>}
      {error !== undefined && (
        <p className={step.hint} role="alert">
          {t('dialog.check.notKnown')} {messageOf(error)}
        </p>
      )}
      {!data && !error && (
        <p className={step.hint}>{t('dialog.check.standingEmpty')}</p>
      )}
      {data && (
        <dl className={rows.rows} aria-live="polite">
          {data.map(({ entityRef, environmentRef, answer }) => {
            const { tone, text } = verdictOf(t, answer);
            return (
              <div key={`${entityRef} ${environmentRef}`} className={rows.row}>
                <dt>
                  {nameOf(entityRef)}
                  {' · '}
                  {environmentRef
                    ? nameOf(environmentRef)
                    : t('dialog.check.anywhere')}
                </dt>
                <dd data-tone={tone}>
                  {ICONS[tone]}
                  <span>
                    {text}
                    {answer.state === 'closed' && answer.nextTransition && (
                      <>
                        {'. '}
                        {t('dialog.check.opensAt', {
                          moment: formatInstant(
                            answer.nextTransition.at,
                            viewerZone(),
                          ),
                        })}
                      </>
                    )}
                  </span>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </div>
  );
}
