import type { StateAnswer } from '../schema';
import { DAY_MS } from '../recurrence/calendarDays';
import { parseInstant } from '../recurrence/wallTime';
import { becauseAt } from './because';
import { Participant } from './participant';
import { Permitted, sweep, Verdict } from './sweep';
import { DecidableWindow, OpennessSpan, WindowQuestion } from './types';

const HORIZON_MONTHS = 24;

/** The next transition is mostly near: so far is looked first, and then further. */
const FIRST_LOOKS = [35 * DAY_MS, 190 * DAY_MS];

function monthsLater(instant: number, months: number): number {
  const date = new Date(instant);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** One question, made ready to be answered for any instant. */
class Decision {
  readonly #participants: Participant[];
  readonly #at: number;
  readonly #horizon: number;
  readonly #permitted: Permitted;

  private constructor(participants: Participant[], question: WindowQuestion) {
    this.#participants = participants;
    this.#at = parseInstant('at', question.at);
    this.#horizon = monthsLater(
      this.#at,
      question.horizonMonths ?? HORIZON_MONTHS,
    );
    if (question.startedAt !== undefined) {
      const since = parseInstant('startedAt', question.startedAt);
      const { state } = this.#verdictAt(since, undefined);
      this.#permitted = state === 'closed' ? undefined : { since };
    }
  }

  static create(
    windows: DecidableWindow[],
    question: WindowQuestion,
  ): Decision {
    const participants = windows
      .map(window => Participant.create(window, question))
      .filter(item => item !== undefined);
    return new Decision(participants, question);
  }

  answer(): StateAnswer {
    const at = this.#at;
    const { state, acknowledge } = this.#verdictAt(at, this.#permitted);
    const fresh = this.#verdictAt(at, undefined);
    const transition = this.#nextTransition(state);
    return {
      state,
      acknowledge,
      at: new Date(at).toISOString(),
      because: becauseAt({
        participants: this.#participants,
        at,
        horizon: this.#horizon,
        isInFlight: fresh.state === 'closed' && state !== 'closed',
        isOutside: this.#isOutside(at),
      }),
      ...(transition && { nextTransition: transition }),
    };
  }

  spans(from: number, to: number): OpennessSpan[] {
    const spans: OpennessSpan[] = [];
    for (const item of sweep(
      this.#participants,
      { from, to },
      this.#permitted,
    )) {
      const last = spans.at(-1);
      const end = new Date(item.end).toISOString();
      if (last?.state === item.state && last.acknowledge === item.acknowledge) {
        last.end = end;
        for (const { window } of item.by) {
          if (!last.windowIds.includes(window.id)) {
            last.windowIds.push(window.id);
          }
        }
      } else {
        spans.push({
          start: new Date(item.start).toISOString(),
          end,
          state: item.state,
          acknowledge: item.acknowledge,
          windowIds: item.by.map(({ window }) => window.id),
        });
      }
    }
    return spans;
  }

  #isOutside(at: number): boolean {
    const allows = this.#participants.filter(item => item.role === 'opens');
    return (
      allows.length > 0 &&
      allows.every(item =>
        item
          .effective(at, at + 1)
          .every(({ start, end }) => at < start || at >= end),
      )
    );
  }

  #verdictAt(at: number, permitted: Permitted): Verdict {
    const [verdict] = sweep(
      this.#participants,
      { from: at, to: at + 1 },
      permitted,
    );
    return verdict;
  }

  #nextTransition(state: StateAnswer['state']): StateAnswer['nextTransition'] {
    let from = this.#at;
    for (const look of [...FIRST_LOOKS, Infinity]) {
      const to = Math.min(this.#at + look, this.#horizon);
      if (from < to) {
        for (const span of sweep(
          this.#participants,
          { from, to },
          this.#permitted,
        )) {
          if (span.state !== state) {
            return { at: new Date(span.start).toISOString(), to: span.state };
          }
        }
        from = to;
      }
    }
    return undefined;
  }
}

/**
 * Whether something may happen at an instant, because of which windows, and
 * when that changes. In this order: an active hard freeze closes; allow windows
 * that have a say, none of them active, close; an active soft freeze warns and
 * must be acknowledged; an advisory or `info` freeze informs; else it is open.
 * A window has a say if its scope covers the question, it names the action and
 * the invoker, and does not exempt the change type. An approved override takes
 * its freeze away while it is in force.
 *
 * Work in flight (`startedAt`) that was permitted when it began goes on through
 * freezes if every active one lets it finish, and outside of the allow windows
 * if every one of them does.
 *
 * `because` starts with what decides. `nextTransition` is the first later
 * instant at which `state` becomes another, within the horizon. The order of
 * the windows makes no difference.
 *
 * @public
 * @throws RecurrenceError - for a window whose schedule cannot be read
 */
export function decideWindows(
  windows: DecidableWindow[],
  question: WindowQuestion,
): StateAnswer {
  return Decision.create(windows, question).answer();
}

/**
 * How it stands throughout `[from, to)`: spans without gaps, cut where the
 * state changes or starts or ceases to need acknowledgement. `question.at`
 * makes no difference.
 *
 * @public
 */
export function opennessSpans(
  windows: DecidableWindow[],
  question: Omit<WindowQuestion, 'at'>,
  range: { from: string; to: string },
): OpennessSpan[] {
  const from = parseInstant('from', range.from);
  const to = parseInstant('to', range.to);
  return from < to
    ? Decision.create(windows, { ...question, at: range.from }).spans(from, to)
    : [];
}

/**
 * `decideWindows` and `opennessSpans` of the same question in one go: the
 * windows are matched and their rules are read only once.
 *
 * @public
 */
export function decideOpenness(
  windows: DecidableWindow[],
  question: WindowQuestion,
  range: { from: string; to: string },
): { now: StateAnswer; spans: OpennessSpan[] } {
  const from = parseInstant('from', range.from);
  const to = parseInstant('to', range.to);
  const decision = Decision.create(windows, question);
  return {
    now: decision.answer(),
    spans: from < to ? decision.spans(from, to) : [],
  };
}
