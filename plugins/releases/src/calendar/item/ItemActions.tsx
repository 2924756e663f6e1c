import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import type {
  ReleaseStatus,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { RiDeleteBinLine, RiMore2Line, RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { notifyChanged } from '../../shared/data';
import { headlineOf, StatusIcon } from '../../shared/marks';
import { isConflict, messageOf } from '../../shared/states';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { isMovable, PickStartDialog } from '../move';

const STATUSES: readonly ReleaseStatus[] = [
  'planned',
  'ready',
  'in-progress',
  'released',
  'rolled-back',
  'cancelled',
];

/** What can be done with an item. */
export function ItemActions(props: {
  item: TimelineItem;
  timeZone: string;
  onDeleted(): void;
}) {
  const { item, timeZone, onDeleted } = props;
  const [isPicking, setPicking] = useState(false);
  const t = useText();
  const openDialog = useOpenDialog();
  const setStatus = useSetStatus(item);
  const { kind, sourceId, title, revision, recurring } = item;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiPencilLine />}
        onPress={() => openDialog({ dialog: 'edit', kind, id: sourceId })}
      >
        {t('calendar.item.edit')}
      </Button>
      {isMovable(item) && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setPicking(true)}
        >
          {t('calendar.item.move')}
        </Button>
      )}
      {isPicking && (
        <PickStartDialog
          item={item}
          timeZone={timeZone}
          onClose={() => setPicking(false)}
          onPick={to => {
            setPicking(false);
            openDialog({ dialog: 'move', item, to });
          }}
        />
      )}
      <span style={{ flex: 1 }} />
      <MenuTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiMore2Line />}
          aria-label={t('calendar.item.more')}
        />
        <Menu placement="top end">
          {kind === 'release'
            ? [
                ...STATUSES.filter(status => status !== item.status).map(
                  status => (
                    <MenuItem
                      key={status}
                      iconStart={<StatusIcon status={status} size={16} />}
                      onAction={() => setStatus(status)}
                    >
                      {t('calendar.item.setStatus', {
                        status: t(`shared.status.${status}`),
                      })}
                    </MenuItem>
                  ),
                ),
                <MenuSeparator key="separator" />,
              ]
            : null}
          <MenuItem
            color="danger"
            iconStart={<RiDeleteBinLine />}
            onAction={() =>
              openDialog({
                dialog: 'delete',
                kind,
                id: sourceId,
                title,
                revision,
                recurring,
                onDeleted,
              })
            }
          >
            {t('calendar.item.delete')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </>
  );
}

function useSetStatus(item: TimelineItem) {
  const t = useText();
  const api = useApi(releasesApiRef);
  const toasts = useApi(toastApiRef);
  return async (status: ReleaseStatus) => {
    try {
      await api.updateRelease({
        params: { id: item.sourceId },
        revision: item.revision,
        body: { status },
      });
      toasts.post({
        title: t('calendar.item.statusSet', {
          title: headlineOf(item).full,
          status: t(`shared.status.${status}`).toLocaleLowerCase(),
        }),
        status: 'success',
        timeout: 5000,
      });
    } catch (error) {
      toasts.post({
        title: t('calendar.item.statusFailed'),
        description: isConflict(error)
          ? t('calendar.item.stale')
          : messageOf(error),
        status: 'danger',
      });
    }
    notifyChanged();
  };
}
