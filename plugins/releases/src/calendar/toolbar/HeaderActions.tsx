import {
  Button,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  eventCreatePermission,
  feedCreatePermission,
  releaseCreatePermission,
  TimelineKind,
  windowCreatePermission,
} from '@release-desk/plugin-releases-common';
import {
  RiAddLine,
  RiArrowDownSLine,
  RiCalendarScheduleLine,
  RiRssLine,
} from '@remixicon/react';
import { LookIcon, lookOf } from '../../shared/marks';
import { useUrlState } from '../../shared/url';
import { useText } from '../../translation';
import { DialogHost, useOpenDialog } from '../dialogs';
import {
  SubscriptionsHost,
  useManagesCalendars,
} from '../subscriptions/SubscriptionsHost';
import { useCalendarsUrl } from '../subscriptions/useCalendarsUrl';
import { useTimelineFilter } from '../useTimelineFilter';
import styles from './HeaderActions.module.css';

/** Subscribe and Create, in the header of every page of the plugin. */
export function HeaderActions() {
  return (
    <DialogHost>
      <div className={styles.actions}>
        <SubscribeButton />
        <CreateButton />
      </div>
      <SubscriptionsHost />
    </DialogHost>
  );
}

function SubscribeButton() {
  const t = useText();
  const open = useOpenDialog();
  const [state] = useUrlState();
  const { filter } = useTimelineFilter(state);
  const feed = usePermission({ permission: feedCreatePermission });
  if (!feed.allowed) return null;
  return (
    <Button
      variant="secondary"
      className={styles.subscribe}
      iconStart={<RiRssLine />}
      onPress={() => open({ dialog: 'subscribe', filter })}
    >
      {t('calendar.action.subscribe')}
    </Button>
  );
}

/** What the caller may create, in the order of the menu. */
export function useCreatableKinds(): TimelineKind[] {
  const release = usePermission({ permission: releaseCreatePermission });
  const window = usePermission({ permission: windowCreatePermission });
  const event = usePermission({ permission: eventCreatePermission });
  return [
    ...(release.allowed ? (['release'] as const) : []),
    ...(window.allowed ? (['freeze', 'allow', 'advisory'] as const) : []),
    ...(event.allowed ? (['business', 'vendor'] as const) : []),
  ];
}

function CreateButton() {
  const t = useText();
  const open = useOpenDialog();
  const kinds = useCreatableKinds();
  const manages = useManagesCalendars();
  const [, goToCalendars] = useCalendarsUrl();
  if (kinds.length === 0 && !manages) return null;
  return (
    <MenuTrigger>
      <Button
        variant="primary"
        iconStart={<RiAddLine />}
        iconEnd={<RiArrowDownSLine />}
        aria-label={t('calendar.action.create')}
      >
        <span className={styles.word}>{t('calendar.action.create')}</span>
      </Button>
      <Menu placement="bottom end">
        {kinds.map(kind => (
          <MenuItem
            key={kind}
            iconStart={<LookIcon look={lookOf({ kind })} size={16} />}
            onAction={() => open({ dialog: 'create', kind })}
          >
            {t(`shared.kind.${kind}`)}
          </MenuItem>
        ))}
        {manages && kinds.length > 0 && <MenuSeparator />}
        {manages && (
          <MenuItem
            iconStart={<RiCalendarScheduleLine size={16} />}
            onAction={() => goToCalendars({ at: 'all' })}
          >
            {t('subscriptions.title')}
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}
