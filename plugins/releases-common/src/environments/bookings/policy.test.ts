import { at, now } from '../__testUtils__/bookings';
import {
  BookingPolicy,
  bookingPolicySchema,
  evaluateBookingPolicy,
  PolicyBooking,
  PolicyQuestion,
} from './policy';
import { bookingInputSchema } from './schema';
import { bookingProblems } from './validate';

const checkout = 'group:default/checkout';

function booking(
  [from, to]: [from: number, to: number],
  change: Partial<PolicyBooking> = {},
): PolicyBooking {
  return {
    usage: 'test',
    mode: 'exclusive',
    start: at(from),
    end: at(to),
    onBehalfOf: checkout,
    ...change,
  };
}

function ask(
  policy: Partial<BookingPolicy>,
  change: Partial<PolicyQuestion> = {},
) {
  return evaluateBookingPolicy({
    policy: bookingPolicySchema.parse(policy),
    booking: booking([10, 14]),
    now: now(8),
    groups: [checkout, 'group:default/commerce'],
    isOwner: false,
    ...change,
  });
}

describe('evaluateBookingPolicy', () => {
  it('approves what the owner books, unless it is to be asked for as well', () => {
    expect(ask({}, { isOwner: true }).verdict).toBe('approved');
    expect(ask({ ownBookings: 'ask' }, { isOwner: true }).verdict).toBe('ask');
    expect(ask({}).verdict).toBe('ask');
  });

  it.each<[string, BookingPolicy['autoApprove'][number], string]>([
    ['anything', {}, 'approved'],
    ['this usage', { usages: ['demo', 'test'] }, 'approved'],
    ['another usage', { usages: ['demo'] }, 'ask'],
    ['a group above', { groups: ['group:default/commerce'] }, 'approved'],
    ['another group', { groups: ['group:default/search'] }, 'ask'],
    ['this length', { maxMinutes: 240 }, 'approved'],
    ['a shorter one', { maxMinutes: 239 }, 'ask'],
    ['another mode', { modes: ['shared'] }, 'ask'],
    ['one line of two', { usages: ['test'], maxMinutes: 60 }, 'ask'],
  ])('approves at once: %s', (_, rule, verdict) => {
    expect(ask({ autoApprove: [{ usages: ['config'] }, rule] }).verdict).toBe(
      verdict,
    );
  });

  it('says what was looked at, in words', () => {
    expect(
      ask({
        ownBookings: 'ask',
        maxMinutes: 1440,
        autoApprove: [{ usages: ['test'], groups: [checkout], maxMinutes: 60 }],
      }),
    ).toEqual({
      verdict: 'ask',
      reasons: [
        {
          rule: 'maxMinutes',
          met: true,
          observed: '4 h',
          expected: 'at most 1 d',
        },
        {
          rule: 'autoApprove',
          met: false,
          observed: 'test, exclusive, for group:default/checkout, 4 h',
          expected: 'test, for group:default/checkout, at most 1 h',
        },
      ],
    });
  });

  it.each<[string, Partial<BookingPolicy>, string]>([
    ['too long', { maxMinutes: 239 }, '4 h'],
    ['too soon', { minLeadMinutes: 121 }, '2 h ahead'],
    ['another usage', { usages: ['deploy'] }, 'test'],
    ['too many hours', { hoursAWeek: 3.75 }, '4 h in the week of 2026-11-23'],
  ])('refuses whoever asks: %s', (_, policy, observed) => {
    const answer = ask({ ...policy, autoApprove: [{}] }, { isOwner: true });
    expect(answer.verdict).toBe('refused');
    expect(answer.reasons).toEqual([
      expect.objectContaining({ met: false, observed }),
    ]);
  });

  it('refuses what is too far away', () => {
    const far = { booking: booking([8 + 24 * 30, 10 + 24 * 30]) };
    expect(ask({ maxAheadDays: 30 }, far).verdict).toBe('ask');
    expect(ask({ maxAheadDays: 29 }, far).verdict).toBe('refused');
  });

  it("counts the group's hours in each week of the zone that the booking touches", () => {
    const others = [
      { ...booking([0, 10]), status: 'completed' as const },
      { ...booking([20, 24]), status: 'cancelled' as const },
      { ...booking([20, 24], { mode: 'observer' }), status: 'active' as const },
      {
        ...booking([20, 24], { onBehalfOf: 'group:default/search' }),
        status: 'active' as const,
      },
    ];
    const used = (policy: Partial<BookingPolicy>, one: PolicyBooking) =>
      ask(
        { hoursAWeek: 12, ...policy },
        { booking: one, groupBookings: others },
      );
    expect(used({}, booking([10, 12])).verdict).toBe('ask');
    expect(used({}, booking([10, 12.5])).reasons[0]).toMatchObject({
      met: false,
      observed: '12 h 30 min in the week of 2026-11-23',
    });
    // Sunday to Monday: 3 hours in the one week, 3 in the other.
    const overnight = booking([165, 171]);
    expect(used({}, overnight).reasons[0].observed).toMatch(/^13 h/);
    // In Auckland all of it is already next week's.
    expect(
      used({ timeZone: 'Pacific/Auckland' }, overnight).reasons[0].observed,
    ).toBe('6 h in the week of 2026-11-30');
    expect(used({}, booking([10, 100], { mode: 'observer' })).verdict).toBe(
      'ask',
    );
  });
});

describe('bookingProblems', () => {
  const problems = (from: number, to: number) =>
    bookingProblems({ start: at(from), end: at(to) }, now(8)).map(
      item => item.path[0],
    );
  it('names what is wrong with the time', () => {
    expect(problems(8, 9)).toEqual([]);
    expect(problems(7.95, 9)).toEqual([]);
    expect(problems(7, 9)).toEqual(['start']);
    expect(problems(9, 9)).toEqual(['end']);
    expect(problems(9, 9 + 24 * 92)).toEqual([]);
    expect(problems(9, 9 + 24 * 200)).toEqual(['end']);
    expect(problems(8 + 24 * 731, 9 + 24 * 731)).toEqual(['start']);
  });
});

describe('the schema of a booking', () => {
  const input = {
    environments: ['Resource:default/Staging-EU'],
    purpose: 'Load test',
    usage: 'performance',
    start: '2026-11-24T16:00:00+01:00',
    end: '2026-11-24T20:00:00+01:00',
    onBehalfOf: checkout,
  };
  it('fills in what is not said', () => {
    expect(bookingInputSchema.parse(input)).toMatchObject({
      environments: ['resource:default/staging-eu'],
      mode: 'exclusive',
      priority: 'normal',
      start: '2026-11-24T15:00:00.000Z',
      draft: false,
    });
  });
  it.each([
    ['end', { end: input.start }],
    ['environments', { systemRef: 'system:default/webshop' }],
    ['environments', { environments: undefined }],
    ['environments', { environments: [] }],
    ['usage', { usage: 'party' }],
    ['setupMinutes', { setupMinutes: 1441 }],
    ['purpose', { purpose: ' ' }],
  ])('names %s', (path, change) => {
    const issues = bookingInputSchema.safeParse({ ...input, ...change }).error
      ?.issues;
    expect(issues?.map(issue => issue.path[0])).toEqual([path]);
  });
});
