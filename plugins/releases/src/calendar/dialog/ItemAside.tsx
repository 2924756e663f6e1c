import { Button, Skeleton } from '@backstage/ui';
import { useText } from '../../translation';
import { messageOf } from '../../shared/states';
import { CheckAside } from './check/CheckAside';
import { StandingAside } from './check/StandingAside';
import { Draft } from './draft';
import { Step } from './fieldErrors';
import styles from './ItemDialog.module.css';
import { RulesAside } from './rules/RulesAside';
import { CoverageAside } from './scope/CoverageAside';
import step from './Step.module.css';
import { PreviewState } from './usePreview';
import { LookAside } from './what/LookAside';
import { whenErrors } from './when/scheduleOf';
import { TimesAside } from './when/TimesAside';

/** The consequence of the current step, always in sight. */
export function ItemAside(props: {
  draft: Draft;
  step: Step;
  isEdit: boolean;
  preview: PreviewState;
}) {
  const { draft, preview, isEdit } = props;
  const t = useText();
  const isRelease = draft.kind === 'release';
  const asks = !isRelease && ['when', 'scope', 'check'].includes(props.step);
  const isSound = Object.keys(whenErrors(draft.when)).length === 0;
  const answer = preview.preview;

  return (
    <aside className={styles.aside} aria-label={t('dialog.consequence')}>
      {asks && preview.error && (
        <div className={step.step} role="alert">
          <p className={step.hint}>
            {t('dialog.previewFailed', { reason: messageOf(preview.error) })}
          </p>
          <div>
            <Button variant="secondary" onPress={preview.retry}>
              {t('dialog.tryAgain')}
            </Button>
          </div>
        </div>
      )}
      {asks && !preview.error && !answer && (
        <div aria-busy aria-label={t('dialog.loading')} role="status">
          <Skeleton width="60%" height={24} />
          <Skeleton width="100%" height={160} />
        </div>
      )}
      <div className={asks && preview.stale ? step.stale : undefined}>
        {props.step === 'what' && <LookAside draft={draft} />}
        {props.step === 'rules' && <RulesAside draft={draft} />}
        {isRelease && props.step !== 'what' && <StandingAside draft={draft} />}
        {asks && answer && !preview.error && (
          <>
            {props.step === 'when' && (
              <TimesAside
                when={draft.when}
                occurrences={answer.occurrences}
                isValid={isSound}
              />
            )}
            {props.step === 'scope' && (
              <CoverageAside
                entities={answer.entities}
                isEvent={draft.kind === 'business' || draft.kind === 'vendor'}
              />
            )}
            {props.step === 'check' && (
              <CheckAside draft={draft} preview={answer} isEdit={isEdit} />
            )}
          </>
        )}
      </div>
    </aside>
  );
}
