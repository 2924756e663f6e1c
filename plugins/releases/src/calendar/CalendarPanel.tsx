import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { memo, RefObject } from 'react';
import { PanelSection, SidePanel } from '../shared/panel';
import { useText } from '../translation';
import { DayPanel } from './item/DayPanel';
import { ItemPanel } from './item/ItemPanel';

const DAY_PREFIX = 'day:';

/** What the URL calls a whole day in the panel. */
export function daySubject(iso: string): string {
  return `${DAY_PREFIX}${iso}`;
}

export function isDaySubject(subject: string): boolean {
  return subject.startsWith(DAY_PREFIX);
}

/** An item, a whole day, or that there is no such thing any more. */
export const CalendarPanel = memo(function CalendarPanel(props: {
  /** Id of an item, or a day as `daySubject` says it. */
  subject: string;
  /** The item of that id. */
  item: TimelineItem | undefined;
  /** Those that are shown. */
  items: TimelineItem[];
  timeZone: string;
  now: number;
  /** Where the view is drawn, for the focus to go back to. */
  root: RefObject<HTMLElement>;
  onSelect(id: string): void;
  onClose(): void;
}) {
  const { subject, item, items, timeZone, now, root, onSelect, onClose } =
    props;
  const t = useText();
  const day = isDaySubject(subject)
    ? subject.slice(DAY_PREFIX.length)
    : undefined;
  const findReturn = () => {
    const name = day ? `[data-more="${day}"]` : `[data-item="${subject}"]`;
    return (
      root.current?.querySelector<HTMLElement>(`button${name}`) ??
      root.current?.querySelector<HTMLElement>('[data-day][tabindex="0"]')
    );
  };
  const common = { timeZone, onClose, findReturn };
  if (item) return <ItemPanel {...common} item={item} now={now} />;
  if (day)
    return <DayPanel {...common} iso={day} items={items} onSelect={onSelect} />;
  return (
    <SidePanel
      label={t('calendar.item.gone')}
      subject={subject}
      eyebrow={null}
      onClose={onClose}
      findReturn={findReturn}
    >
      <PanelSection title={t('calendar.item.gone')}>
        {t('calendar.item.goneText')}
      </PanelSection>
    </SidePanel>
  );
});
