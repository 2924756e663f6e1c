import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { ReleasesApi, releasesApiRef } from '../../../api';
import { useAnnounce } from '../../../shared/a11y';
import { notifyChanged } from '../../../shared/data';
import { isConflict, messageOf } from '../../../shared/states';
import { useText } from '../../../translation';

/** Does something to a booking, says how it went, and lets everything load anew. */
export function useBookingDeed() {
  const t = useText();
  const api = useApi(releasesApiRef);
  const toasts = useApi(toastApiRef);
  const announce = useAnnounce();
  const [pending, setPending] = useState<string>();
  const [failure, setFailure] = useState<string>();

  const act = async (
    name: string,
    deed: (client: ReleasesApi) => Promise<unknown>,
    done: string,
  ): Promise<boolean> => {
    setPending(name);
    setFailure(undefined);
    try {
      await deed(api);
      toasts.post({ title: done, status: 'success', timeout: 5000 });
      announce(done);
      notifyChanged();
      return true;
    } catch (error) {
      const hasCurrent =
        isConflict(error) &&
        (error as { body?: { error?: { current?: unknown } } }).body?.error
          ?.current !== undefined;
      setFailure(
        hasCurrent
          ? t('bookings.act.changed')
          : t('bookings.act.failed', { reason: messageOf(error) }),
      );
      if (isConflict(error)) notifyChanged();
      return false;
    } finally {
      setPending(undefined);
    }
  };
  return { act, pending, failure };
}
