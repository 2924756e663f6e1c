import { Alert, Button } from '@backstage/ui';
import { formatInstant, viewerZone } from '../../shared/time';
import { useText } from '../../translation';
import styles from './ConflictNotice.module.css';
import { useEntityNames } from './scope/useEntityNames';

export interface ConflictRow {
  label: string;
  yours: string;
  theirs: string;
}

/** Two versions of one thing, side by side, and what can be done about it. */
export function ConflictNotice(props: {
  changedBy: string;
  changedAt: string;
  rows: ConflictRow[];
  isPending: boolean;
  onKeepMine(): void;
  onTakeTheirs(): void;
}) {
  const { changedBy, changedAt, rows, isPending } = props;
  const t = useText();
  const nameOf = useEntityNames([changedBy]);
  return (
    <div role="alert" className={styles.notice}>
      <Alert
        status="warning"
        icon
        title={t('dialog.conflict.title')}
        description={t('dialog.conflict.text', {
          who: nameOf(changedBy),
          when: formatInstant(changedAt, viewerZone()),
        })}
      />
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('dialog.conflict.field')}</th>
              <th scope="col">{t('dialog.conflict.yours')}</th>
              <th scope="col">{t('dialog.conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, yours, theirs }) => (
              <tr key={label} data-differs={yours !== theirs || undefined}>
                <th scope="row">{label}</th>
                <td>{yours}</td>
                <td>{theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.actions}>
        <Button variant="secondary" onPress={props.onTakeTheirs}>
          {t('dialog.conflict.takeTheirs')}
        </Button>
        <Button
          variant="primary"
          isPending={isPending}
          onPress={props.onKeepMine}
        >
          {t('dialog.conflict.keepMine')}
        </Button>
      </div>
    </div>
  );
}
