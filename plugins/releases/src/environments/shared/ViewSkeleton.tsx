import { Skeleton } from '@backstage/ui';
import { useDelayed } from '../../shared/states';
import { useText } from '../../translation';
import styles from './ViewSkeleton.module.css';

/** Where something will stand that is still on its way; what comes at once needs none. */
export function ViewSkeleton(props: { rows?: number }) {
  const { rows = 6 } = props;
  const t = useText();
  const isLate = useDelayed(true);
  if (!isLate) return null;
  return (
    <div className={styles.card} role="status" aria-label={t('shared.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          {[30, 24, 38, 14].map((width, cell) => (
            <span key={cell} className={styles.cell}>
              <Skeleton
                width={`${width + ((row * 7) % 3) * 20}%`}
                height={14}
              />
              <Skeleton width={`${width + 16}%`} height={10} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
