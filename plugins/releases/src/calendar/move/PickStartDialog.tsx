import {
  Button,
  DatePicker,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { headlineOf } from '../../shared/marks';
import { inZone } from '../../shared/time';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { shiftItem, Target } from './shift';

/** Asks for a new start, for those who do not drag; its length stays. */
export function PickStartDialog(props: {
  item: TimelineItem;
  timeZone: string;
  onClose(): void;
  onPick(to: Target): void;
}) {
  const { item, timeZone, onClose, onPick } = props;
  const t = useText();
  const [wall, setWall] = useState<CalendarDateTime | null>(() =>
    parseDateTime(
      inZone(item.start, timeZone).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    ),
  );
  const start = wall ? inZone(wall.toString(), timeZone) : undefined;
  const isValid = start?.isValid ?? false;

  const pick = () => {
    if (!start?.isValid) return;
    const minutes = (start.toMillis() - Date.parse(item.start)) / 60_000;
    onPick(shiftItem(item, { days: 0, minutes }, timeZone));
  };

  return (
    <Dialog
      isOpen
      width={440}
      className={tokens}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t('calendar.move.pick', { title: headlineOf(item).full })}
      </DialogHeader>
      <DialogBody>
        <DatePicker
          aria-label={t('calendar.move.date')}
          granularity="minute"
          hourCycle={24}
          value={wall}
          onChange={value =>
            setWall(value instanceof CalendarDateTime ? value : null)
          }
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('calendar.move.keep')}
        </Button>
        <Button variant="primary" isDisabled={!isValid} onPress={pick}>
          {t('calendar.move.check')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
