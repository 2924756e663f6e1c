import { CSSProperties, useMemo } from 'react';
import {
  Chip,
  endMarkOf,
  overlappingFreezes,
  overrulingFreeze,
  releaseStatusOf,
  speakItem,
} from '../../shared/marks';
import { useText } from '../../translation';
import { ChipText, chipTextOf, ribbonTextOf } from '../chipText';
import { Prepared } from '../layout';
import { isMovable } from '../move';

/** An item as the button that it is in the grids. */
export function ItemChip(props: {
  entry: Prepared;
  timeZone: string;
  lines?: 1 | 2;
  /** Of a ribbon: its length in days. */
  ribbonLength?: number;
  startsHere?: boolean;
  endsHere?: boolean;
  selected?: boolean;
  handle?: 'right' | 'bottom';
  style?: CSSProperties;
  className?: string;
}) {
  const { entry, timeZone, lines = 1, ribbonLength } = props;
  const { item, look } = entry;
  const t = useText();
  const label = useMemo(
    () => speakItem(item, timeZone, t),
    [item, timeZone, t],
  );
  const buttonProps = useMemo(
    () => ({ tabIndex: -1, 'data-item': item.id }),
    [item.id],
  );
  const overlaps = overlappingFreezes(item).length;
  const text: ChipText =
    ribbonLength !== undefined
      ? ribbonTextOf(item, ribbonLength)
      : chipTextOf(item, lines, timeZone);
  return (
    <Chip
      look={look}
      status={releaseStatusOf(item)}
      mark={endMarkOf(item)}
      count={overlaps > 0 ? overlaps + 1 : undefined}
      overruled={overrulingFreeze(item) !== undefined}
      lead={text.lead}
      title={text.title}
      detail={text.detail}
      lines={lines}
      startsHere={props.startsHere}
      endsHere={props.endsHere}
      selected={props.selected}
      handle={isMovable(item) ? props.handle : undefined}
      style={props.style}
      className={props.className}
      label={label}
      buttonProps={buttonProps}
    />
  );
}
