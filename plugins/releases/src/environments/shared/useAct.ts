import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useAnnounce } from '../../shared/a11y';
import { notifyChanged } from '../../shared/data';
import { messageOf } from '../../shared/states';

/**
 * Does something and says so, to eyes and to screen readers; also when it could
 * not be done. Answers whether it was.
 */
export function useAct() {
  const toasts = useApi(toastApiRef);
  const announce = useAnnounce();
  return useCallback(
    async (run: () => Promise<unknown>, done: string): Promise<boolean> => {
      try {
        await run();
      } catch (error) {
        const reason = messageOf(error);
        announce(reason);
        toasts.post({ title: reason, status: 'danger' });
        return false;
      }
      notifyChanged();
      announce(done);
      toasts.post({ title: done, status: 'success', timeout: 5000 });
      return true;
    },
    [announce, toasts],
  );
}
