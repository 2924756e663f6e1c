import {
  calendarContract,
  EndpointInput,
  nextOccurrences,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import { Draft } from './draft';
import { selectorOf } from './scope/scopeLines';
import { scheduleOf } from './when/scheduleOf';

type Body<Name extends keyof typeof calendarContract> = EndpointInput<
  (typeof calendarContract)[Name]
> extends { body: infer B }
  ? B
  : never;

/** The first span of a draft: instants. Throws `RecurrenceError` where there is none. */
export function firstSpan(draft: Draft): { start: string; end: string } {
  const { start, timeZone, duration } = scheduleOf(draft.when);
  const from = wallToInstant({ wall: start, timeZone });
  const [span] = nextOccurrences(
    { start, timeZone, duration },
    { from, count: 1 },
  );
  return { start: span.start, end: span.end };
}

export function windowBodyOf(draft: Draft): Body<'createWindow'> {
  const { kind, title, text, owner, links, inFlight } = draft;
  const { actions, invokers, exemptChangeTypes } = draft;
  return {
    kind: kind as 'freeze' | 'allow' | 'advisory',
    title: title.trim(),
    reason: text.trim(),
    owner,
    schedule: scheduleOf(draft.when),
    selector: selectorOf(draft.scope),
    enforcement: kind === 'advisory' ? 'info' : draft.enforcement,
    actions,
    invokers,
    exemptChangeTypes,
    inFlight,
    links,
  };
}

const MOVING = ['deprecation', 'end-of-life'];

/** Whether consumers must have moved by some date. */
export function asksToMove({ kind, category }: Draft): boolean {
  return kind === 'vendor' && MOVING.includes(category);
}

function moveByOf({ moveBy, when }: Draft): string {
  const day = new Date(`${moveBy}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  const wall = day.toISOString().slice(0, 19);
  return wallToInstant({ wall, timeZone: when.timeZone });
}

export function eventBodyOf(draft: Draft): Body<'createEvent'> {
  const { kind, title, text, owner, links, category, vendor } = draft;
  return {
    kind: kind as 'business' | 'vendor',
    category,
    title: title.trim(),
    description: text.trim(),
    owner,
    schedule: scheduleOf(draft.when),
    selector: selectorOf(draft.scope),
    ...(kind === 'vendor' && { vendor: vendor.trim() }),
    ...(asksToMove(draft) && draft.moveBy && { moveBy: moveByOf(draft) }),
    links,
  };
}

export function releaseBodyOf(draft: Draft): Body<'createRelease'> {
  const { title, text, owner, environments, status, links, when } = draft;
  return {
    title: title.trim(),
    notes: text.trim(),
    owner,
    entities: draft.entities
      .filter(({ ref }) => ref)
      .map(({ ref, version, previousVersion }) => ({
        ref,
        version: version.trim(),
        ...(previousVersion && { previousVersion }),
      })),
    environments,
    ...firstSpan(draft),
    timeZone: when.timeZone,
    status,
    links,
  };
}

/** What is asked for as a preview; only what is known and sound so far. */
export function previewBodyOf(
  draft: Draft,
  options: { id?: string; withSchedule: boolean },
): Body<'previewWindow'> {
  const { kind, enforcement, actions } = draft;
  return {
    kind: kind as 'freeze',
    selector: selectorOf(draft.scope),
    ...(options.withSchedule && { schedule: scheduleOf(draft.when) }),
    ...(isWindow(kind) && {
      enforcement: kind === 'advisory' ? ('info' as const) : enforcement,
      ...(actions.length > 0 && { actions }),
    }),
    ...(options.id && { windowId: options.id }),
  };
}

export function isWindow(kind: string): boolean {
  return kind === 'freeze' || kind === 'allow' || kind === 'advisory';
}
