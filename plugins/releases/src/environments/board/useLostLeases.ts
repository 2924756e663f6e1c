import { useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useEffect, useRef, useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';

/** What became of a lease that one's group held a moment ago, if somebody broke it. */
export function useLostLeases(
  rows: EnvironmentRow[] | undefined,
  groups: string[] | undefined,
): string | undefined {
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const held = useRef(new Map<string, string>());
  const [lost, setLost] = useState<{
    ref: string;
    by: string;
    reason: string;
  }>();
  useEffect(() => {
    if (!rows || !groups) return;
    const now = new Map(
      rows.flatMap(({ occupancy, environment }) => {
        const { lease } = occupancy;
        const isOurs = occupancy.now.some(
          ({ booking }) =>
            booking?.id === lease?.bookingId &&
            booking !== undefined &&
            groups.includes(booking.onBehalfOf),
        );
        return lease && isOurs ? [[lease.id, environment.ref]] : [];
      }),
    );
    for (const [id, ref] of held.current)
      if (!now.has(id))
        api.getLease({ params: { id } }).then(
          lease => {
            if (lease.status === 'broken')
              setLost({
                ref,
                by: lease.endedBy ?? '',
                reason: lease.endReason ?? '',
              });
          },
          () => {},
        );
    held.current = now as Map<string, string>;
  }, [api, rows, groups]);
  return (
    lost &&
    t('environments.board.lost', {
      name: nameOf(lost.ref),
      user: lost.by ? nameOf(lost.by) : '',
      reason: lost.reason,
    })
  );
}
