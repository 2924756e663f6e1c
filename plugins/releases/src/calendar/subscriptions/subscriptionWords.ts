import type { Subscription } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';

const HOUR = 60;
const DAY = 24 * HOUR;

/** `every 6 hours` */
export function everyText(t: Text, minutes: number): string {
  if (minutes % DAY === 0)
    return t('subscriptions.every.days', { count: minutes / DAY });
  return minutes % HOUR === 0
    ? t('subscriptions.every.hours', { count: minutes / HOUR })
    : t('subscriptions.every.minutes', { count: minutes });
}

/** `Its events become vendor events of Nordpay` */
export function becomesText(t: Text, subscription: Subscription): string {
  const { kind, vendor } = subscription;
  if (kind === 'vendor' && vendor)
    return t('subscriptions.ofVendor', { vendor });
  return t('subscriptions.becomes', {
    kinds: t(`shared.kinds.${kind}`).toLocaleLowerCase(),
  });
}

/** `from status.nordpay.example, every hour`: the path of an address may be a secret. */
export function sourceText(t: Text, subscription: Subscription): string {
  const { url, refreshMinutes } = subscription;
  if (!url) return t('subscriptions.from.file');
  return t('subscriptions.from.url', {
    host: new URL(url).host,
    every: everyText(t, refreshMinutes),
  });
}
