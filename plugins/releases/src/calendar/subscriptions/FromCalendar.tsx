import { useApi } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { describeDistance } from '../../shared/time';
import { useText } from '../../translation';
import { useManagesCalendars } from './SubscriptionsHost';
import { useCalendarsHref } from './useCalendarsUrl';

/** Which calendar an item follows, and when that was read; a link for who keeps it. */
export function FromCalendar(props: {
  subscriptionId?: string;
  /** Epoch milliseconds. */
  now: number;
  className?: string;
}) {
  const { subscriptionId: id = '', now, className } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const manages = useManagesCalendars();
  const asked = useQuery(manages && id ? id : undefined, signal =>
    api.getSubscription({ params: { id } }, { signal }),
  );
  const href = useCalendarsHref({ at: 'one', id });
  const calendar = asked.data;
  if (!calendar)
    return <p className={className}>{t('calendar.item.readOnly')}</p>;

  const { title, url, state, lastGoodAt } = calendar;
  const key = url ? 'read' : 'file';
  const when =
    lastGoodAt &&
    describeDistance(lastGoodAt, Math.max(now, Date.parse(lastGoodAt)), t);
  return (
    <p className={className}>
      {t('subscriptions.panel.from')} <Link href={href}>{title}</Link>,{' '}
      {when
        ? t(`subscriptions.panel.${state === 'broken' ? 'broken' : key}`, {
            when,
          })
        : t('subscriptions.panel.never')}
    </p>
  );
}
