import { useEffect, useRef } from 'react';
import { useAnnounce } from '../shared/a11y';
import { useText } from '../translation';

/** Says how many there are now, after a filter or the period has changed. */
export function useResultAnnouncement(
  count: number | undefined,
  falling: number,
) {
  const t = useText();
  const announce = useAnnounce();
  const isFirst = useRef(true);
  useEffect(() => {
    if (count === undefined) return;
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const items = t('calendar.filter.items', { count });
    announce(
      falling > 0
        ? t('calendar.filter.result', { items, count: falling })
        : t('calendar.filter.results', { items }),
    );
  }, [announce, count, falling, t]);
}
