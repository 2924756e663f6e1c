import { memo, useMemo } from 'react';
import {
  Chip,
  endMarkOf,
  overlappingFreezes,
  overrulingFreeze,
  releaseStatusOf,
  speakItem,
} from '../../shared/marks';
import { useText } from '../../translation';
import { isMovable } from '../move';
import { placeKey } from './navigate';
import { Placed } from './place';
import { CHIP_HEIGHT, topOf } from './rows';
import styles from './Timeline.module.css';

/** Narrower than this there is no room between the edges. */
const LEAST_PULLED = 24;
const LEAST_COUNTED = 120;

/** An item in its lane, as the button that it is. */
export const LaneItem = memo(function LaneItem(props: {
  placed: Placed;
  row: string;
  timeZone: string;
  isActive: boolean;
  isSelected: boolean;
}) {
  const { placed, row, timeZone, isActive, isSelected } = props;
  const { entry, left, width, beside, text } = placed;
  const { item, look } = entry;
  const t = useText();
  const label = useMemo(
    () => speakItem(item, timeZone, t),
    [item, timeZone, t],
  );
  const buttonProps = useMemo(
    () => ({
      tabIndex: isActive ? 0 : -1,
      'data-item': item.id,
      'data-row': row,
      'data-place': placeKey({ row, item: item.id }),
    }),
    [isActive, item.id, row],
  );
  const overlaps = overlappingFreezes(item).length;
  const top = topOf(placed.row);
  // Where a chip is as wide as its words its edges say no time.
  const pulls = placed.endsAtEdge && width >= LEAST_PULLED && isMovable(item);
  const edges = [
    ...(pulls && placed.startsHere ? ['left'] : []),
    ...(pulls && placed.endsHere ? ['right'] : []),
  ];
  const isWordless = placed.isTiny || beside !== undefined;
  // The first words of a name say more than how many overlap.
  const hasCount = !isWordless && width >= LEAST_COUNTED;
  return (
    <div role="listitem">
      <Chip
        look={look}
        status={releaseStatusOf(item)}
        mark={endMarkOf(item)}
        count={overlaps > 0 && hasCount ? overlaps + 1 : undefined}
        overruled={overrulingFreeze(item) !== undefined}
        title={isWordless ? '' : text.title}
        detail={isWordless ? undefined : text.detail}
        startsHere={placed.startsHere}
        endsHere={placed.endsHere || !placed.endsAtEdge}
        selected={isSelected}
        className={styles.chip}
        style={{ top, left, width, height: CHIP_HEIGHT }}
        label={label}
        buttonProps={buttonProps}
      />
      {beside && (
        <span
          className={styles.beside}
          data-item={item.id}
          data-look={look}
          aria-hidden
          style={{
            top,
            height: CHIP_HEIGHT,
            ...(beside === 'right'
              ? { left: left + width + 4 }
              : { left: left - 4, transform: 'translateX(-100%)' }),
          }}
        >
          {text.title}
        </span>
      )}
      {edges.map(edge => (
        <span
          key={edge}
          className={styles.edge}
          data-item={item.id}
          data-edge={edge}
          aria-hidden
          style={{
            top,
            height: CHIP_HEIGHT,
            left: edge === 'left' ? left - 3 : left + width - 5,
          }}
        />
      ))}
    </div>
  );
});
