import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../shared/a11y';
import { headlineOf } from '../../shared/marks';
import { formatSpanWithZone } from '../../shared/time';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { Edge, isMovable, resizeItem, Shift, shiftItem, Target } from './shift';
import { useTiers } from './useTiers';

export interface Moving {
  item: TimelineItem;
  edge: Edge;
  shift: Shift;
  target: Target;
  /** Of the environments that it goes to; `undefined` while not known. */
  tiers?: readonly string[];
}

export interface MoveControl {
  moving?: Moving;
  /** False, with the reason announced, when it may not be moved. */
  begin(item: TimelineItem, edge?: Moving['edge']): boolean;
  /** To a place so far from where it is. */
  to(shift: Shift): void;
  /** By so much further. */
  by(shift: Partial<Shift>): void;
  /** Asks, in the dialog, whether to save; nothing is written before. */
  drop(): void;
  cancel(): void;
}

/** What is being moved by pointer or keyboard, and where it would go. */
export function useMove(timeZone: string): MoveControl {
  const t = useText();
  const announce = useAnnounce();
  const openDialog = useOpenDialog();
  const [moving, setMoving] = useState<Moving>();
  const latest = useRef<Moving>();

  const set = useCallback((next: Moving | undefined) => {
    latest.current = next;
    setMoving(next);
  }, []);

  const place = useCallback(
    (item: TimelineItem, edge: Moving['edge'], shift: Shift) => {
      const target =
        edge === 'all'
          ? shiftItem(item, shift, timeZone)
          : resizeItem(item, edge, shift, timeZone);
      set({ item, edge, shift, target });
      return target;
    },
    [set, timeZone],
  );

  const tiers = useTiers(moving?.item.environments);
  const shown = useMemo(() => moving && { ...moving, tiers }, [moving, tiers]);

  return useMemo(
    () => ({
      moving: shown,
      begin(item, edge = 'all') {
        const title = headlineOf(item).full;
        if (!isMovable(item)) {
          announce(
            item.recurring
              ? t('calendar.move.recurring', { title })
              : t('calendar.move.notEditable', { title }),
          );
          return false;
        }
        place(item, edge, { days: 0, minutes: 0 });
        announce(t('calendar.move.mode', { title }));
        return true;
      },
      to(shift) {
        const { current } = latest;
        if (!current) return;
        const { item, edge, shift: last } = current;
        if (last.days === shift.days && last.minutes === shift.minutes) return;
        place(item, edge, shift);
      },
      by({ days = 0, minutes = 0 }) {
        const { current } = latest;
        if (!current) return;
        const { item, edge, shift } = current;
        const target = place(item, edge, {
          days: shift.days + days,
          minutes: shift.minutes + minutes,
        });
        announce(
          t('calendar.move.to', {
            title: headlineOf(item).full,
            when: formatSpanWithZone(target, timeZone),
          }),
        );
      },
      drop() {
        const { current } = latest;
        set(undefined);
        if (!current) return;
        const { item, target } = current;
        if (target.start === item.start && target.end === item.end) return;
        openDialog({ dialog: 'move', item, to: target });
      },
      cancel() {
        const { current } = latest;
        set(undefined);
        if (current)
          announce(
            t('calendar.move.cancelled', {
              title: headlineOf(current.item).full,
            }),
          );
      },
    }),
    [shown, announce, openDialog, place, set, t, timeZone],
  );
}
