import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { lookOf, Tile } from '../../shared/marks';
import { PanelSection, SidePanel } from '../../shared/panel';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { whatOf, whenOf } from '../list/rowText';
import { StandingText } from '../list/StandingText';
import styles from './ItemPanel.module.css';

/** Everything of one day, for days that have more than fits. */
export function DayPanel(props: {
  iso: string;
  items: TimelineItem[];
  timeZone: string;
  onSelect(id: string): void;
  onClose(): void;
  findReturn?(): HTMLElement | null | undefined;
}) {
  const { iso, items, timeZone, onSelect, onClose, findReturn } = props;
  const t = useText();
  const day = inZone(iso, timeZone).startOf('day');
  const from = day.toMillis();
  const to = day.plus({ days: 1 }).toMillis();
  const own = items.filter(
    item => Date.parse(item.end) > from && Date.parse(item.start) < to,
  );
  const title = day.toFormat('cccc d LLLL');
  return (
    <SidePanel
      label={title}
      subject={iso}
      eyebrow={t('calendar.filter.items', { count: own.length })}
      hasLink
      onClose={onClose}
      findReturn={findReturn}
    >
      <PanelSection>
        <h2 className={styles.title}>{title}</h2>
      </PanelSection>
      <PanelSection>
        {own.map(item => {
          const { title: name, subtitle } = whatOf(item);
          return (
            <button
              key={item.id}
              type="button"
              className={styles.dayItem}
              onClick={() => onSelect(item.id)}
            >
              <Tile look={lookOf(item)} />
              <span>
                <span className={styles.strong}>{name}</span>
                <br />
                <span className={styles.muted}>
                  {[subtitle, whenOf(item, timeZone, t).hours]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <br />
                <StandingText item={item} timeZone={timeZone} />
              </span>
            </button>
          );
        })}
      </PanelSection>
    </SidePanel>
  );
}
