import {
  Action,
  ChangeType,
  Enforcement,
  EventCategory,
  InFlight,
  instantToWall,
  Invoker,
  Link,
  ReleaseStatus,
  TimelineKind,
} from '@release-desk/plugin-releases-common';
import { readSelector, ScopeDraft } from './scope/scopeLines';
import { readSchedule, WhenDraft } from './when/scheduleOf';
import { EditedItem, InitialItem } from './types';

export interface ReleaseEntityDraft {
  id: number;
  ref: string;
  version: string;
  previousVersion?: string;
}

/** Everything that the dialog holds, for every kind: switching kinds loses nothing. */
export interface Draft {
  kind: TimelineKind;
  title: string;
  /** Reason of a window, description of an event, notes of a release. */
  text: string;
  owner: string;
  when: WhenDraft;
  scope: ScopeDraft;
  enforcement: Enforcement;
  actions: Action[];
  invokers: Invoker[];
  exemptChangeTypes: ChangeType[];
  inFlight: InFlight;
  category: EventCategory;
  vendor: string;
  /** `YYYY-MM-DD`, at the end of which consumers must have moved. */
  moveBy: string;
  entities: ReleaseEntityDraft[];
  environments: string[];
  status: ReleaseStatus;
  links: Link[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LENGTHS: Record<TimelineKind, number> = {
  freeze: 3 * DAY,
  allow: 4 * HOUR,
  advisory: 2 * HOUR,
  business: DAY,
  vendor: 3 * HOUR,
  release: 2 * HOUR,
};

/** The wall time `YYYY-MM-DDTHH:mm:ss` and the length that a span has in a zone. */
export function whenOfSpan(
  span: { start: string; end: string },
  timeZone: string,
): WhenDraft {
  const start = instantToWall({ instant: span.start, timeZone });
  const end = instantToWall({ instant: span.end, timeZone });
  // Between wall times, so that days stay days over a change of the clocks.
  const nominal = Date.parse(`${end}Z`) - Date.parse(`${start}Z`);
  const exact = Date.parse(span.end) - Date.parse(span.start);
  const length = Math.max(60_000, nominal >= DAY ? nominal : exact);
  return {
    ...readSchedule({ start, timeZone, duration: 'PT1H' }),
    days: Math.floor(length / DAY),
    hours: Math.floor((length % DAY) / HOUR),
    minutes: Math.floor((length % HOUR) / 60_000),
  };
}

/** The draft that a new item begins as. `now` is epoch milliseconds. */
export function newDraft(options: {
  kind: TimelineKind;
  initial?: InitialItem;
  timeZone: string;
  now: number;
}): Draft {
  const { kind, initial = {}, now } = options;
  const timeZone = initial.timeZone ?? options.timeZone;
  const start =
    initial.start ?? new Date(Math.ceil(now / HOUR) * HOUR).toISOString();
  const end =
    initial.end ?? new Date(Date.parse(start) + LENGTHS[kind]).toISOString();
  return {
    kind,
    title: initial.title ?? '',
    text: '',
    owner: initial.owner ?? '',
    when: whenOfSpan({ start, end }, timeZone),
    scope: readSelector({
      ...(initial.systemRefs?.length && { system: initial.systemRefs }),
      ...(initial.entityRefs?.length && { ref: initial.entityRefs }),
      ...(initial.environmentRefs?.length && {
        environment: initial.environmentRefs,
      }),
    }),
    enforcement: kind === 'advisory' ? 'info' : 'hard',
    actions: ['deploy', 'promote', 'apply'],
    invokers: ['human', 'automation'],
    exemptChangeTypes: ['rollback'],
    inFlight: 'finish',
    category: kind === 'vendor' ? 'maintenance' : 'other',
    vendor: '',
    moveBy: '',
    entities: initial.entityRefs?.length
      ? initial.entityRefs.map((ref, id) => ({ id, ref, version: '' }))
      : [{ id: 0, ref: '', version: '' }],
    environments: initial.environmentRefs ?? [],
    status: 'planned',
    links: [],
  };
}

/** The draft that a stored item is edited as. */
export function editDraft(edited: EditedItem): Draft {
  const { kind, resource } = edited;
  const base = newDraft({ kind, timeZone: 'UTC', now: 0 });
  const { title, owner, links } = resource;
  if ('environments' in resource) {
    const { notes, entities, environments, status, timeZone } = resource;
    return {
      ...base,
      title,
      owner,
      links,
      text: notes,
      when: whenOfSpan(resource, timeZone),
      entities: entities.map((entity, id) => ({ id, ...entity })),
      environments,
      status,
    };
  }
  const when = readSchedule(resource.schedule);
  const scope = readSelector(resource.selector);
  const common = { ...base, title, owner, links, when, scope };
  if ('category' in resource) {
    const { description, category, vendor = '', moveBy } = resource;
    return {
      ...common,
      text: description,
      category,
      vendor,
      moveBy: moveBy ? dayBefore(moveBy, when.timeZone) : '',
    };
  }
  const { reason, enforcement, actions } = resource;
  const { invokers, exemptChangeTypes, inFlight } = resource;
  return {
    ...common,
    text: reason,
    enforcement,
    actions,
    invokers,
    exemptChangeTypes,
    inFlight,
  };
}

/** The last day before an instant: "by 24:00" of it. */
function dayBefore(instant: string, timeZone: string): string {
  const before = new Date(Date.parse(instant) - 1).toISOString();
  return instantToWall({ instant: before, timeZone }).slice(0, 10);
}
