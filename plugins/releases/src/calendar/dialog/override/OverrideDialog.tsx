import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Button,
  Checkbox,
  CheckboxGroup,
  DatePicker,
  Dialog,
  DialogFooter,
  DialogHeader,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import {
  Action,
  actionSchema,
  instantToWall,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import { FormEvent, useState } from 'react';
import { releasesApiRef } from '../../../api';
import { messageOf } from '../../../shared/states';
import { useNow, viewerZone, zoneName } from '../../../shared/time';
import { tokens } from '../../../shared/tokens';
import { useText } from '../../../translation';
import { useCatalogOptions } from '../scope/catalogOptions';
import { TokenPicker } from '../scope/TokenPicker';
import { useEntityNames } from '../scope/useEntityNames';
import step from '../Step.module.css';
import { OverrideDialogProps } from '../types';
import styles from './Override.module.css';

const SHORTEST = 10;
const DAY = 86_400_000;

/** Asks that something may pass a freeze, with reason, scope and end. */
export function OverrideDialog(props: OverrideDialogProps) {
  const { window, release, onClose, onRequested } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const now = useNow();
  const timeZone = viewerZone();
  const options = useCatalogOptions(useApi(catalogApiRef));
  const [reason, setReason] = useState('');
  const [incident, setIncident] = useState('');
  const [entityRefs, setEntityRefs] = useState(
    release?.entityRefs ?? props.entityRefs ?? [],
  );
  const [environmentRefs, setEnvironmentRefs] = useState(
    release?.environmentRefs ?? props.environmentRefs ?? [],
  );
  const [actions, setActions] = useState<Action[]>(['deploy']);
  const [expires, setExpires] = useState(() => {
    // For a release, until it is over; else for a day, but never longer than the freeze.
    const wanted = release?.end ?? new Date(now + DAY).toISOString();
    const latest = window.end && window.end < wanted ? window.end : wanted;
    return instantToWall({ instant: latest, timeZone });
  });
  const [asked, setAsked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const nameOf = useEntityNames([...entityRefs, ...environmentRefs]);

  const expiresAt = wallToInstant({ wall: expires, timeZone });
  const isShort = reason.trim().length < SHORTEST;
  const isPast = Date.parse(expiresAt) <= now;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isShort || isPast || actions.length === 0) return;
    setSending(true);
    setFailure(undefined);
    try {
      const override = await api.requestOverride({
        body: {
          windowId: window.id,
          ...(release && { releaseId: release.id }),
          scope: {
            ...(entityRefs.length && { entityRefs }),
            ...(environmentRefs.length && { environmentRefs }),
            actions,
          },
          reason: reason.trim(),
          ...(incident.trim() && { incident: incident.trim() }),
          expiresAt,
        },
      });
      onRequested(override);
    } catch (error) {
      setFailure(t('dialog.failed', { reason: messageOf(error) }));
      setSending(false);
    }
  };

  return (
    <Dialog
      isOpen
      width={560}
      className={tokens}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('dialog.override.title')}</DialogHeader>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.body}>
          <p className={step.hint}>
            {t('dialog.override.text', { title: window.title })}{' '}
            {release && t('dialog.override.forRelease', release)}
          </p>
          {failure && (
            <Alert role="alert" status="danger" icon title={failure} />
          )}
          <div>
            <TextAreaField
              label={t('dialog.override.reason')}
              description={t('dialog.override.reasonHint')}
              rows={3}
              maxLength={2000}
              autoFocus
              value={reason}
              onChange={setReason}
              isInvalid={asked && isShort}
            />
            {asked && isShort && (
              <p className={step.error} role="alert">
                {t('dialog.override.reasonShort')}
              </p>
            )}
          </div>
          <TextField
            label={t('dialog.override.incident')}
            description={t('dialog.override.incidentHint')}
            maxLength={500}
            value={incident}
            onChange={setIncident}
          />
          <div>
            <p className={step.label} aria-hidden>
              {t('dialog.override.entities')}
            </p>
            <TokenPicker
              label={t('dialog.override.entities')}
              placeholder={t('dialog.override.anyEntity')}
              values={entityRefs}
              labelOf={nameOf}
              load={options.load('ref')}
              onChange={setEntityRefs}
            />
          </div>
          <div>
            <p className={step.label} aria-hidden>
              {t('dialog.override.environments')}
            </p>
            <TokenPicker
              label={t('dialog.override.environments')}
              placeholder={t('dialog.scope.environmentsPlaceholder')}
              values={environmentRefs}
              labelOf={nameOf}
              load={options.load('environment')}
              onChange={setEnvironmentRefs}
            />
          </div>
          <div>
            <CheckboxGroup
              label={t('dialog.override.actions')}
              orientation="horizontal"
              value={actions}
              onChange={next => setActions(next as Action[])}
            >
              {actionSchema.options.map(action => (
                <Checkbox key={action} value={action}>
                  {t(`dialog.action.${action}`)}
                </Checkbox>
              ))}
            </CheckboxGroup>
            {asked && actions.length === 0 && (
              <p className={step.error} role="alert">
                {t('dialog.oneNeeded')}
              </p>
            )}
          </div>
          <div>
            <DatePicker
              label={t('dialog.override.expires')}
              secondaryLabel={zoneName(expiresAt, timeZone)}
              granularity="minute"
              hourCycle={24}
              hideTimeZone
              value={parseDateTime(expires)}
              isInvalid={asked && isPast}
              onChange={value =>
                value instanceof CalendarDateTime &&
                setExpires(value.set({ second: 0 }).toString())
              }
            />
            {asked && isPast && (
              <p className={step.error} role="alert">
                {t('dialog.override.expiresPast')}
              </p>
            )}
          </div>
        </div>
        <DialogFooter>
          <Button variant="secondary" onPress={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isSending}>
            {t('dialog.override.request')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
