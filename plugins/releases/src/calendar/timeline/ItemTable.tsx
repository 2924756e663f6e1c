import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { ListView } from '../list/ListView';
import styles from './Timeline.module.css';

/** The same items as a table, for whoever reads tables better than pictures. */
export function ItemTable(props: CalendarViewProps) {
  const t = useText();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Icon = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <div className={styles.table}>
      <button
        type="button"
        className={styles.disclosure}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon size={18} aria-hidden />
        {t('timeline.table', { count: props.items.length })}
      </button>
      {isOpen && (
        <div id={id}>
          <ListView {...props} />
        </div>
      )}
    </div>
  );
}
