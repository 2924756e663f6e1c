import { Alert } from '@backstage/ui';
import { messageOf } from '../shared/states';
import { useText } from '../translation';
import { VerificationState } from './useVerification';

/** What a verification found, with the first entry that is wrong. */
export function Verdict({ state }: { state: VerificationState }) {
  const t = useText();
  if (state.status === 'failed')
    return (
      <Alert
        status="danger"
        icon
        title={t('audit.verify.failed')}
        description={messageOf(state.error)}
      />
    );
  if (state.status !== 'done') return null;
  const { ok, entries, first } = state.result;
  if (ok)
    return (
      <Alert
        status="success"
        icon
        title={t('audit.verify.good', { count: entries })}
        description={t('audit.verify.goodText')}
      />
    );
  const where =
    first?.seq === undefined
      ? ''
      : `${t('audit.verify.badSeq', { seq: String(first.seq) })} `;
  return (
    <Alert
      status="danger"
      icon
      title={t('audit.verify.bad')}
      description={`${where}${first?.message ?? ''}`}
    />
  );
}
