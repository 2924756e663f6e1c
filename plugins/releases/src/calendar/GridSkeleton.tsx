import { Skeleton } from '@backstage/ui';
import { useText } from '../translation';
import styles from './GridSkeleton.module.css';

const WEEKS = 5;
/** Days that hold something, so that it looks like a calendar and not like a wall. */
const BUSY = new Set([1, 3, 7, 9, 12, 16, 18, 24, 29]);

/** Stands in for the grid while it loads for the first time. */
export function GridSkeleton() {
  const t = useText();
  return (
    <div className={styles.grid} role="status" aria-label={t('shared.loading')}>
      {Array.from({ length: WEEKS * 7 }, (_, index) => (
        <div key={index} className={styles.day}>
          <Skeleton width={20} height={10} rounded />
          {BUSY.has(index) && <Skeleton width="80%" height={20} />}
          {BUSY.has(index) && index % 2 === 1 && (
            <Skeleton width="60%" height={20} />
          )}
        </div>
      ))}
    </div>
  );
}
