import { useApi } from '@backstage/frontend-plugin-api';
import {
  Booking,
  instantToWall,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useText } from '../../translation';
import { longMoment, useClock } from '../shared';
import { FormDialog, Problem } from './FormDialog';
import { useSubmit } from './useSubmit';
import { WallField } from './WallField';

export interface ExtendDialogProps {
  booking: Booking;
  onClose(): void;
}

const HOUR = 3_600_000;

/** Keeps an environment for longer, as far as it is free. */
export function ExtendDialog(props: ExtendDialogProps) {
  const { booking, onClose } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const clock = useClock();
  const { timeZone } = clock;
  const [wall, setWall] = useState(() =>
    instantToWall({
      instant: new Date(Date.parse(booking.end) + HOUR).toISOString(),
      timeZone,
    }),
  );
  const end = wallToInstant({ wall, timeZone });
  const isLonger = Date.parse(end) > Date.parse(booking.end);
  const form = useSubmit({
    isReady: isLonger,
    send: () =>
      api.updateBooking({
        params: { id: booking.id },
        revision: booking.revision,
        body: { end },
      }),
    done: t('environments.done.extended', { moment: longMoment(end, clock) }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('environments.extend.title', { purpose: booking.purpose })}
      next={t('environments.extend.next')}
      deed={t('environments.act.extend')}
      form={form}
      onClose={onClose}
    >
      <p>
        {t('environments.extend.text', {
          moment: longMoment(booking.end, clock),
        })}
      </p>
      <div>
        <WallField
          label={t('environments.extend.until')}
          value={wall}
          timeZone={timeZone}
          near={end}
          isInvalid={form.asked && !isLonger}
          onChange={setWall}
        />
        {form.asked && !isLonger && (
          <Problem>{t('environments.extend.later')}</Problem>
        )}
      </div>
    </FormDialog>
  );
}
