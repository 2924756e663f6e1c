import { Flex } from '@backstage/ui';
import { ReactElement, ReactNode } from 'react';
import { tokens } from '../tokens';
import styles from './StatePicture.module.css';

/** A view that has nothing to show: what is true, why, and what to do next. */
export function StatePicture(props: {
  icon: ReactElement;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
}) {
  const { icon, title, children, actions, role } = props;
  return (
    <div className={`${tokens} ${styles.picture}`} role={role}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && (
        <Flex gap="2" justify="center" className={styles.actions}>
          {actions}
        </Flex>
      )}
    </div>
  );
}
