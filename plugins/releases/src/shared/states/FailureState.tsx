import { Button } from '@backstage/ui';
import { RiLock2Line, RiRefreshLine, RiWifiOffLine } from '@remixicon/react';
import { useState } from 'react';
import { useText } from '../../translation';
import { isForbidden, messageOf, reasonOf } from './failure';
import { StatePicture } from './StatePicture';

/**
 * Something did not load: either it may not be read, or it did not come. Only
 * the latter is worth a second try.
 */
export function FailureState(props: {
  error: unknown;
  /** What did not load, in one sentence. */
  title?: string;
  /** What may not be read, in one sentence; the calendar unless told. */
  forbidden?: string;
  /** Name of the permission that reading needs. */
  permission?: string;
  onRetry(): void;
}) {
  const { error, title, forbidden, permission, onRetry } = props;
  const t = useText();
  const [copied, setCopied] = useState(false);
  if (isForbidden(error))
    return (
      <StatePicture
        role="alert"
        icon={<RiLock2Line size={28} />}
        title={forbidden ?? t('shared.forbidden.title')}
      >
        {permission && (
          <div>{t('shared.forbidden.permission', { permission })}</div>
        )}
        {t('shared.forbidden.ask')}
      </StatePicture>
    );
  return (
    <StatePicture
      role="alert"
      icon={<RiWifiOffLine size={28} />}
      title={title ?? t('shared.error.title')}
      actions={
        <>
          <Button
            variant="primary"
            iconStart={<RiRefreshLine />}
            onPress={onRetry}
          >
            {t('shared.error.retry')}
          </Button>
          <Button
            variant="secondary"
            onPress={async () => {
              await navigator.clipboard?.writeText(messageOf(error));
              setCopied(true);
            }}
          >
            {copied ? t('shared.error.copied') : t('shared.error.copy')}
          </Button>
        </>
      }
    >
      <div>{t('shared.error.answer', { reason: reasonOf(error) })}</div>
      {t('shared.error.kept')}
    </StatePicture>
  );
}
