import { useApi } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import {
  endMarkOf,
  headlineOf,
  kindName,
  LookIcon,
  lookOf,
  overlappingFreezes,
  releaseStatusOf,
  StatusBadge,
} from '../../shared/marks';
import { PanelSection, SidePanel } from '../../shared/panel';
import { useText } from '../../translation';
import { OverridePanel } from '../dialog/override/OverridePanel';
import { FromCalendar } from '../subscriptions/FromCalendar';
import { CollisionCard, OverlapCard } from './CollisionCard';
import { askEnvironments } from './environmentStates';
import { History } from './History';
import { ItemActions } from './ItemActions';
import styles from './ItemPanel.module.css';
import { loadResource } from './resources';
import { WhatAndWhere } from './WhatAndWhere';
import { WhenAndWho } from './WhenAndWho';
import { WhyItCollides } from './WhyItCollides';
import { WindowRules } from './WindowRules';

/** Everything about one item, beside the calendar. */
export function ItemPanel(props: {
  item: TimelineItem;
  timeZone: string;
  now: number;
  onClose(): void;
  findReturn?(): HTMLElement | null | undefined;
}) {
  const { item, timeZone, now, onClose, findReturn } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const { full, subtitle } = headlineOf(item);
  const status = releaseStatusOf(item);
  const version = `${item.id} ${item.revision}`;
  const resource = useQuery(version, signal => loadResource(api, item, signal));
  const asks = item.kind === 'release' && item.environments.length > 0;
  const environments = useQuery(
    asks ? `${version} ${item.start}` : undefined,
    signal => askEnvironments(api, item, now, signal),
  );
  const overlaps = [
    ...new Set(overlappingFreezes(item).map(({ title }) => title)),
  ];
  const value = resource.data?.value;
  let text: string | undefined;
  if (resource.data?.type === 'release') text = resource.data.value.notes;
  else if (resource.data?.type === 'window') text = resource.data.value.reason;
  else if (resource.data) text = resource.data.value.description;
  const source = value && 'source' in value ? value.source : undefined;
  const isForeign = source?.type === 'ical';
  const mayBeOverridden =
    item.kind === 'freeze' ||
    (item.kind === 'release' && endMarkOf(item) !== undefined);

  return (
    <SidePanel
      label={`${kindName(item, t)} ${full}`}
      subject={item.id}
      eyebrow={
        <>
          <LookIcon look={lookOf(item)} size={16} />
          {kindName(item, t)}
        </>
      }
      hasLink
      onClose={onClose}
      findReturn={findReturn}
      footer={
        item.editable &&
        !isForeign && (
          <ItemActions item={item} timeZone={timeZone} onDeleted={onClose} />
        )
      }
    >
      <PanelSection>
        <h2 className={styles.title}>{full}</h2>
        <div className={styles.under}>
          <span className={styles.muted}>{subtitle ?? item.scopeText}</span>
          {status && <StatusBadge status={status} />}
        </div>
        {endMarkOf(item) && (
          <CollisionCard
            item={item}
            timeZone={timeZone}
            environments={environments.data}
          />
        )}
        {overlaps.length > 0 && <OverlapCard item={item} titles={overlaps} />}
        {text && <p className={styles.text}>{text}</p>}
        {isForeign && (
          <FromCalendar
            className={styles.muted}
            subscriptionId={source.subscriptionId}
            now={now}
          />
        )}
      </PanelSection>
      <WhenAndWho
        item={item}
        resource={resource.data}
        timeZone={timeZone}
        now={now}
      />
      {item.kind === 'release' ? (
        <WhatAndWhere
          item={item}
          environments={environments.data}
          isAsking={environments.isLoading}
        />
      ) : (
        <WindowRules item={item} resource={resource.data} />
      )}
      <WhyItCollides item={item} />
      {mayBeOverridden && (
        <PanelSection title={t('dialog.override.heading')}>
          <OverridePanel
            {...(item.kind === 'freeze'
              ? { windowId: item.sourceId }
              : { releaseId: item.sourceId })}
          />
        </PanelSection>
      )}
      {value && value.links.length > 0 && (
        <PanelSection title={t('calendar.item.links')}>
          {value.links.map(({ title, url }) => (
            <div key={url}>
              <Link href={url} target="_blank" rel="noopener">
                {title}
              </Link>
            </div>
          ))}
        </PanelSection>
      )}
      <History item={item} timeZone={timeZone} />
    </SidePanel>
  );
}
