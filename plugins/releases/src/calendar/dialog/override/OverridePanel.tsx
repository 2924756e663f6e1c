import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';
import { messageOf } from '../../../shared/states';
import { useText } from '../../../translation';
import styles from './Override.module.css';
import { OverrideItem } from './OverrideItem';

/**
 * The overrides of a freeze or of a release, with their decisions. For the side
 * panel: it brings no heading of its own.
 */
export function OverridePanel(props: {
  windowId?: string;
  releaseId?: string;
}) {
  const { windowId, releaseId } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const { data, error, reload } = useQuery(
    `overrides ${windowId} ${releaseId}`,
    signal =>
      api.listOverrides(
        { query: { windowId, releaseId, limit: 50 } },
        { signal },
      ),
  );

  if (error !== undefined) return <p role="alert">{messageOf(error)}</p>;
  if (!data) return <Skeleton width="100%" height={48} />;
  if (data.items.length === 0)
    return <p className={styles.muted}>{t('dialog.override.none')}</p>;
  return (
    <ul className={styles.list}>
      {data.items.map(override => (
        <OverrideItem
          key={override.id}
          override={override}
          onDecided={reload}
        />
      ))}
    </ul>
  );
}
