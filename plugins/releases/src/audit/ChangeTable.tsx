import type { HistoryEntry } from '@release-desk/plugin-releases-common';
import { useText } from '../translation';
import styles from './Audit.module.css';

/** Field by field, what it was and what it became. */
export function ChangeTable(props: { changes: HistoryEntry['changes'] }) {
  const t = useText();
  if (props.changes.length === 0) return <p>{t('audit.change.none')}</p>;
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th scope="col">{t('audit.change.field')}</th>
          <th scope="col">{t('audit.change.before')}</th>
          <th scope="col">{t('audit.change.after')}</th>
        </tr>
      </thead>
      <tbody>
        {props.changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{shown(before)}</td>
            <td>{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
