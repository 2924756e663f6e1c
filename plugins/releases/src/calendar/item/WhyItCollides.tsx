import type {
  Collision,
  ScopeReason,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { RiCheckLine } from '@remixicon/react';
import { shortName } from '../../shared/data';
import { PanelSection } from '../../shared/panel';
import { useText } from '../../translation';
import styles from './ItemPanel.module.css';

/** Every condition that is met, one a line. */
export function WhyItCollides(props: { item: TimelineItem }) {
  const { item } = props;
  const t = useText();
  const collisions = item.collisions.filter(({ kind }) => kind === 'freeze');
  if (collisions.length === 0) return null;
  return (
    <PanelSection
      title={
        item.kind === 'freeze'
          ? t('calendar.item.whyOverlap')
          : t('calendar.item.why')
      }
    >
      <ul className={styles.reasons}>
        {distinctReasons(collisions).map(({ key, title, reason }) => (
          <li key={key}>
            <RiCheckLine size={16} aria-hidden />
            <span>
              {reason ? (
                <Reason reason={reason} />
              ) : (
                t('calendar.item.reason.all', { title })
              )}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

interface NamedReason {
  key: string;
  title: string;
  reason?: ScopeReason;
}

/** Each once: a freeze that recurs collides again and again for the same reason. */
function distinctReasons(collisions: Collision[]): NamedReason[] {
  const found = new Map<string, NamedReason>();
  for (const { title, reasons } of collisions) {
    // A scope without any line covers everything.
    for (const reason of reasons.length > 0 ? reasons : [undefined]) {
      const key = JSON.stringify(reason ?? title);
      found.set(key, { key, title, reason });
    }
  }
  return [...found.values()];
}

function Reason(props: { reason: ScopeReason }) {
  const { dimension, value, entityRef, path } = props.reason;
  const t = useText();
  const isRef = value.includes('/');
  return (
    <>
      {t(`calendar.item.reason.${dimension}`, {
        entity: shortName(entityRef),
        value: isRef ? shortName(value) : value,
      })}
      {path && path.length > 0 && (
        <>
          {' '}
          {t('calendar.item.reason.path', {
            path: [path[0].from, ...path.map(({ to }) => to)]
              .map(shortName)
              .join(' → '),
          })}
        </>
      )}
    </>
  );
}
