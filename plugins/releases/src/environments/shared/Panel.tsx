import { Card } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './Panel.module.css';

/** A card with a head of 56: title, count, and what can be done. */
export function Panel(props: {
  title: string;
  count?: number;
  /** At the right of the head. */
  actions?: ReactNode;
  /** The body brings its own padding, as tables and lists do. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const { title, count, actions, flush, className = '', children } = props;
  const id = useId();
  return (
    <Card className={`${styles.panel} ${className}`}>
      <section aria-labelledby={id}>
        <div className={styles.head}>
          <h3 id={id} className={styles.title}>
            {title}{' '}
            {count !== undefined && (
              <span className={styles.count}>{count}</span>
            )}
          </h3>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        <div className={flush ? undefined : styles.body}>{children}</div>
      </section>
    </Card>
  );
}
