import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { PanelSection } from '../../shared/panel';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { historyText } from './historyText';
import styles from './ItemPanel.module.css';
import { resourceTypeOf } from './resources';
import { Actor } from './WhenAndWho';

/** So many at first; the others when they are asked for. */
const FIRST = 2;

/** What happened to an item, newest first. */
export function History(props: { item: TimelineItem; timeZone: string }) {
  const { item, timeZone } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const [isOpen, setOpen] = useState(false);
  const objectRef = `${resourceTypeOf(item.kind)}:${item.sourceId}`;
  const { data, error } = useQuery(`${objectRef} ${item.revision}`, signal =>
    api.listHistory({ query: { objectRef } }, { signal }),
  );
  const entries = data?.items ?? [];
  const shown = isOpen ? entries : entries.slice(0, FIRST);
  const earlier = entries.length - shown.length;
  return (
    <PanelSection title={t('calendar.item.history')}>
      {shown.map(entry => (
        <div key={entry.seq} className={styles.event}>
          <span>
            {historyText(entry, timeZone, t)}{' '}
            <span className={styles.muted}>
              {t('calendar.item.historyBy', { actor: '' })}
              <Actor actor={entry.actor} />
            </span>
            {entry.reason && <div>{entry.reason}</div>}
          </span>
          <span className={styles.muted}>
            {inZone(entry.at, timeZone).toFormat('ccc d LLL')}
          </span>
        </div>
      ))}
      {earlier > 0 && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.earlier}
          onPress={() => setOpen(true)}
        >
          {t('calendar.item.earlier', { count: earlier })}
        </Button>
      )}
      {data && entries.length === 0 && (
        <div className={styles.muted}>{t('calendar.item.noHistory')}</div>
      )}
      {error !== undefined && (
        <div className={styles.muted}>{t('calendar.item.notKnown')}</div>
      )}
    </PanelSection>
  );
}
