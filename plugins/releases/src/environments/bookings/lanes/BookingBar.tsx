import { RiHourglassLine } from '@remixicon/react';
import { memo } from 'react';
import type { Text } from '../../../translation';
import { SignIcon, UsageIcon } from './icons';
import { LaneBar } from './laneBars';
import { BAR_HIGH, PlacedBar } from './laneLayout';
import styles from './Swimlanes.module.css';

/** A part of a bar that somebody is about to book over, in pixels. */
export interface Overlap {
  left: number;
  width: number;
}

function Label(props: { bar: LaneBar; isLow: boolean; onlyTitle: boolean }) {
  const { bar, isLow, onlyTitle } = props;
  return (
    <span className={styles.text} aria-hidden>
      <span className={`${styles.line} ${styles.title}`}>
        {bar.usage && <UsageIcon usage={bar.usage} />}
        <span>{bar.title}</span>
      </span>{' '}
      {!isLow && !onlyTitle && (
        <span className={`${styles.line} ${styles.sub}`}>
          <SignIcon bar={bar} />
          <span>{bar.sub}</span>
        </span>
      )}
    </span>
  );
}

/** What stands in the bar comes first in its name, so that it can be asked for by it. */
function nameOf(bar: LaneBar, showsSub: boolean): string {
  const { title, sub, spoken } = bar;
  if (!showsSub) return spoken;
  return spoken.startsWith(title)
    ? `${title}, ${sub}${spoken.slice(title.length)}`
    : `${title}, ${sub}, ${spoken}`;
}

/** A booking in its lane: mode as pattern, certainty as outline, whose as colour. */
export const BookingBar = memo(function BookingBar(props: {
  placed: PlacedBar;
  place: string;
  isTabStop: boolean;
  isOpen: boolean;
  overlap?: Overlap;
  t: Text;
}) {
  const { placed, place, isTabStop, isOpen, overlap, t } = props;
  const { bar, left, width, top, height, label, setup, teardown } = placed;
  const isLow = height < BAR_HIGH;
  const beside = label === 'beside' || label === 'title';
  return (
    <span
      className={styles.item}
      style={{ left: left - setup, top, height }}
      data-low={isLow || undefined}
    >
      {setup > 0 && <span className={styles.wing} style={{ width: setup }} />}
      <button
        type="button"
        className={styles.bar}
        style={{ width }}
        title={bar.spoken}
        aria-label={nameOf(bar, label === 'inside' && !isLow)}
        aria-pressed={isOpen}
        tabIndex={isTabStop ? 0 : -1}
        data-place={place}
        data-bar={bar.id}
        data-booking={bar.bookingId}
        data-mode={bar.mode}
        data-tone={bar.tone}
        data-dashed={bar.isDashed || undefined}
        data-active={bar.isActive || undefined}
      >
        {overlap && (
          <span
            className={styles.overlap}
            style={{ left: overlap.left, width: overlap.width }}
            aria-hidden
          />
        )}
        {label === 'inside' && (
          <Label bar={bar} isLow={isLow} onlyTitle={false} />
        )}
      </button>
      {teardown > 0 && (
        <span className={styles.wing} style={{ width: teardown }} />
      )}
      {bar.waits > 0 && (
        <span className={styles.waits} aria-hidden>
          <RiHourglassLine size={14} />
          {t('bookings.lanes.wait', { count: bar.waits })}
        </span>
      )}
      {beside && (
        <Label bar={bar} isLow={isLow} onlyTitle={label === 'title'} />
      )}
    </span>
  );
});
