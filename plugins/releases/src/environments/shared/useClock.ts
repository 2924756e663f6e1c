import { useMemo } from 'react';
import { useNow, viewerZone } from '../../shared/time';
import type { Clock } from './when';

/** Now, and the zone that the viewer reads times in. */
export function useClock(): Clock {
  const now = useNow();
  const timeZone = viewerZone();
  return useMemo(() => ({ now, timeZone }), [now, timeZone]);
}
