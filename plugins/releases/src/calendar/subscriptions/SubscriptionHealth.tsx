import type { Subscription } from '@release-desk/plugin-releases-common';
import { RiAlertLine, RiCheckLine, RiTimeLine } from '@remixicon/react';
import {
  describeDistance,
  formatInstant,
  useNow,
  viewerZone,
} from '../../shared/time';
import { useText } from '../../translation';
import styles from './Subscriptions.module.css';

const ICONS = { good: RiCheckLine, pending: RiTimeLine, broken: RiAlertLine };

/** When it was last read and what came of it; since when it is broken, and why. */
export function SubscriptionHealth(props: { subscription: Subscription }) {
  const { state, itemCount, error, skipped } = props.subscription;
  const { lastGoodAt, lastCheckedAt } = props.subscription;
  const t = useText();
  const now = useNow();
  // A clock that is a little ahead must not say "in 1 minute".
  const ago = (instant: string) =>
    describeDistance(instant, Math.max(now, Date.parse(instant)), t);
  const Icon = ICONS[state];
  return (
    <div className={styles.health}>
      <p className={state === 'broken' ? styles.broken : styles.state}>
        <Icon size={16} aria-hidden />
        <span>
          <strong>{t(`subscriptions.state.${state}`)}</strong>
          {state === 'broken' && error && `: ${error}`}
          {state === 'good' && lastGoodAt && (
            <>. {t('subscriptions.read', { when: ago(lastGoodAt) })}</>
          )}
          {state !== 'broken' && (
            <>, {t('subscriptions.items', { count: itemCount })}.</>
          )}
        </span>
      </p>
      {state === 'broken' && (
        <p className={styles.muted}>
          {lastGoodAt
            ? t('subscriptions.brokenSince', {
                when: ago(lastGoodAt),
                moment: formatInstant(lastGoodAt, viewerZone()),
                items: t('subscriptions.items', { count: itemCount }),
              })
            : t('subscriptions.brokenAlways')}{' '}
          {lastCheckedAt &&
            t('subscriptions.tried', { when: ago(lastCheckedAt) })}
        </p>
      )}
      {skipped.length > 0 && (
        <details className={styles.skipped}>
          <summary>
            {t('subscriptions.skipped', { count: skipped.length })}
          </summary>
          <ul>
            {skipped.map(({ uid, title, reason }, index) => (
              <li key={`${uid} ${index}`}>
                {t('subscriptions.skippedOne', {
                  title: title ?? (uid || t('subscriptions.untitled')),
                  reason,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
