import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import {
  EnvironmentRow,
  instantToWall,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useText } from '../../translation';
import { environmentName, shortDay, useClock } from '../shared';
import { FormDialog, Problem } from './FormDialog';
import { useSubmit } from './useSubmit';
import { WallField } from './WallField';

export interface KeepDialogProps {
  row: EnvironmentRow;
  onClose(): void;
}

const MONTH = 30 * 86_400_000;

/** Says that an idle environment is still wanted, until when and why. */
export function KeepDialog(props: KeepDialogProps) {
  const { row, onClose } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const clock = useClock();
  const { now, timeZone } = clock;
  const [wall, setWall] = useState(() =>
    instantToWall({ instant: new Date(now + MONTH).toISOString(), timeZone }),
  );
  const [reason, setReason] = useState('');
  const until = wallToInstant({ wall, timeZone });
  const isAhead = Date.parse(until) > now;
  const hasReason = reason.trim() !== '';
  const name = environmentName(row.environment);
  const form = useSubmit({
    isReady: isAhead && hasReason,
    send: () =>
      api.keepEnvironment({
        params: parseEntityRef(row.environment.ref),
        body: { until, reason: reason.trim() },
      }),
    done: t('environments.done.kept', { name, day: shortDay(until, clock) }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('environments.keep.title', { name })}
      next={t('environments.keep.next')}
      deed={t('environments.act.keep')}
      form={form}
      onClose={onClose}
    >
      <div>
        <WallField
          label={t('environments.keep.until')}
          value={wall}
          timeZone={timeZone}
          near={until}
          isInvalid={form.asked && !isAhead}
          onChange={setWall}
        />
        {form.asked && !isAhead && (
          <Problem>{t('environments.keep.ahead')}</Problem>
        )}
      </div>
      <div>
        <TextAreaField
          label={t('environments.dialog.reason')}
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={setReason}
          isInvalid={form.asked && !hasReason}
        />
        {form.asked && !hasReason && (
          <Problem>{t('environments.dialog.reasonNeeded')}</Problem>
        )}
      </div>
    </FormDialog>
  );
}
