import { isEnvironment, matchSelector } from '../../catalog/matchSelector';
import type { ScopeReason } from '../../catalog/schema';
import { occurrencesNear } from '../recurrence/keptOccurrences';
import { ParsedSchedule, parseSchedule } from '../recurrence/occurrences';
import type { Schedule, Span } from '../schema';
import { concerns, exempts } from './bindsAction';
import { mergeRanges, Range, subtractRanges, toRange } from './spans';
import { DecidableOverride, DecidableWindow, WindowQuestion } from './types';

/**
 * What a window does to the question: `closes` while it is active, `opens`
 * (closes while it and its like are not), `warns`, `informs`; `exempt` windows
 * are only mentioned.
 */
export type Role = 'closes' | 'opens' | 'warns' | 'informs' | 'exempt';

interface InForce extends Range {
  id: string;
}

function roleOf(window: DecidableWindow, question: WindowQuestion): Role {
  const { kind, enforcement = 'hard' } = window;
  const informs =
    kind === 'advisory' || (kind === 'freeze' && enforcement === 'info');
  if (exempts(window, question) && !informs) {
    return 'exempt';
  }
  if (informs) {
    return 'informs';
  }
  if (kind === 'allow') {
    return 'opens';
  }
  return enforcement === 'soft' ? 'warns' : 'closes';
}

function isInScope(
  { scope }: DecidableOverride,
  { action = 'deploy', entity, environment }: WindowQuestion,
): boolean {
  const what = entity ?? environment;
  const where =
    environment ?? (entity && isEnvironment(entity) ? entity : undefined);
  // An unnamed entity or environment is never taken for one that is let through.
  return (
    (!scope.entityRefs || (!!what && scope.entityRefs.includes(what.ref))) &&
    (!scope.environmentRefs ||
      (!!where && scope.environmentRefs.includes(where.ref))) &&
    (!scope.actions || scope.actions.includes(action))
  );
}

/** Callers keep their windows between questions; what was read of them is kept as long. */
const parsedSchedules = new WeakMap<Schedule, ParsedSchedule>();
const parsedSpans = new WeakMap<Span[], Range[]>();

function parsedOnce(schedule: Schedule): ParsedSchedule {
  let parsed = parsedSchedules.get(schedule);
  if (!parsed) {
    parsed = parseSchedule(schedule);
    parsedSchedules.set(schedule, parsed);
  }
  return parsed;
}

function rangesOnce(spans: Span[]): Range[] {
  let ranges = parsedSpans.get(spans);
  if (!ranges) {
    ranges = spans.map(toRange);
    parsedSpans.set(spans, ranges);
  }
  return ranges;
}

/** A window that has a say in one question. */
export class Participant {
  readonly window: DecidableWindow;
  readonly role: Role;
  readonly scope: ScopeReason[];
  readonly #overrides: InForce[];

  private constructor(
    window: DecidableWindow,
    role: Role,
    scope: ScopeReason[],
    overrides: InForce[],
  ) {
    this.window = window;
    this.role = role;
    this.scope = scope;
    this.#overrides = overrides;
  }

  static create(
    window: DecidableWindow,
    question: WindowQuestion,
  ): Participant | undefined {
    if (!concerns(window, question)) {
      return undefined;
    }
    const { matches, reasons } = window.scope
      ? { matches: true, reasons: window.scope }
      : matchSelector(window.selector ?? {}, {
          entity: question.entity,
          environment: question.environment,
          reached: window.reached,
        });
    if (!matches) {
      return undefined;
    }
    const overrides = (question.overrides ?? [])
      .filter(item => item.windowId === window.id && isInScope(item, question))
      .map(item => ({
        id: item.id,
        start: item.approvedAt ? Date.parse(item.approvedAt) : -Infinity,
        end: Date.parse(item.expiresAt),
      }));
    return new Participant(
      window,
      roleOf(window, question),
      reasons,
      overrides,
    );
  }

  get letsFinish(): boolean {
    return this.window.inFlight !== 'abort';
  }

  /** Occurrences that touch `[from, to)`, in order of their start. */
  occurrences(from: number, to: number, limit?: number): Range[] {
    const { occurrences, schedule } = this.window;
    if (!occurrences) {
      return occurrencesNear(parsedOnce(schedule), from, to, { limit });
    }
    const touching = rangesOnce(occurrences).filter(
      ({ start, end }) => start < to && end > from,
    );
    return touching.slice(0, limit);
  }

  /** The one that lasts longest of those in progress. */
  occurrenceAt(at: number): Range | undefined {
    return this.occurrences(at, at + 1).reduce<Range | undefined>(
      (longest, item) => (longest && longest.end >= item.end ? longest : item),
      undefined,
    );
  }

  nextOccurrence(at: number, to: number): Range | undefined {
    return this.occurrences(at, to, 1)[0];
  }

  overrideAt(at: number): string | undefined {
    return this.#overrides
      .filter(({ start, end }) => start <= at && at < end)
      .map(({ id }) => id)
      .sort()[0];
  }

  /** When it has its effect within `[from, to)`: an override takes a freeze away, and opens an allow window. */
  effective(from: number, to: number): Range[] {
    const active = mergeRanges(this.occurrences(from, to));
    if (this.#overrides.length === 0) {
      return active;
    }
    const overridden = mergeRanges(this.#overrides);
    return this.role === 'opens'
      ? mergeRanges([...active, ...overridden])
      : subtractRanges(active, overridden);
  }
}
