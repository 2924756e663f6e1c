import type { HistoryEntry } from '@release-desk/plugin-releases-common';
import { inZone } from '../../shared/time';
import type { Text } from '../../translation';

const FIELDS = [
  'title',
  'start',
  'end',
  'schedule',
  'selector',
  'entities',
  'environments',
  'status',
  'owner',
  'notes',
  'reason',
  'links',
] as const;

const STATUSES = [
  'planned',
  'ready',
  'in-progress',
  'released',
  'rolled-back',
  'cancelled',
] as const;

/** Bookkeeping says nothing that the entry does not. */
const SILENT = new Set(['revision', 'updatedAt', 'updatedBy', 'scheduleText']);

function dayOf(value: unknown, timeZone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const day = inZone(value, timeZone);
  return day.isValid ? day.toFormat('ccc d LLL') : undefined;
}

/** What happened, in a few words. */
export function historyText(
  entry: Pick<HistoryEntry, 'action' | 'changes'>,
  timeZone: string,
  t: Text,
): string {
  const verb = entry.action.split('.').pop();
  if (verb === 'create') return t('calendar.history.create');
  if (verb === 'delete') return t('calendar.history.delete');
  if (verb !== 'update')
    return t('calendar.history.other', { action: entry.action });
  const changes = entry.changes.filter(({ field }) => !SILENT.has(field));
  const change = (name: string) => changes.find(({ field }) => field === name);
  const from = dayOf(change('start')?.before, timeZone);
  if (from) return t('calendar.history.move', { day: from });
  const until = dayOf(change('end')?.after, timeZone);
  if (until) return t('calendar.history.extend', { day: until });
  const status = STATUSES.find(one => one === change('status')?.after);
  if (status)
    return t('calendar.history.status', {
      status: t(`shared.status.${status}`),
    });
  const fields = changes.map(({ field }) => {
    const known = FIELDS.find(one => one === field.split(/[.[]/)[0]);
    return t(`calendar.history.field.${known ?? 'other'}`);
  });
  return t('calendar.history.update', {
    fields:
      [...new Set(fields)].join(', ') || t('calendar.history.field.other'),
  });
}
