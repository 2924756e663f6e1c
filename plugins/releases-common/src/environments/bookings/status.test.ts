import { at, now } from '../__testUtils__/bookings';
import { bookingStatusSchema } from './schema';
import {
  approvalsOutcome,
  BOOKING_TRANSITIONS,
  BookingAction,
  BookingRole,
  bookingTransition,
  dueTransition,
} from './status';

const booking = {
  status: 'pending' as const,
  requestedBy: 'user:default/priya',
  start: at(10),
  end: at(14),
  setupMinutes: 30,
  teardownMinutes: 60,
};
const roles: BookingRole[] = [
  'requester',
  'member',
  'owner',
  'administrator',
  'run',
  'policy',
  'clock',
];

/** Every step that is possible, by hand: status, action, roles, status then. */
const steps = `
  draft submit requester,member pending
  draft cancel requester,member,owner,administrator cancelled
  draft expire clock expired
  pending approve owner,administrator,policy approved
  pending reject owner,administrator rejected
  pending cancel requester,member,owner,administrator cancelled
  pending expire clock expired
  approved activate requester,member,run,clock active
  approved cancel requester,member,owner,administrator cancelled
  approved no-show clock no-show
  active complete requester,member,run,clock completed
  active cancel requester,member,owner,administrator cancelled
  active expire clock expired`;

describe('bookingTransition', () => {
  it('lets exactly these roles take exactly these steps', () => {
    const found: string[] = [];
    for (const status of bookingStatusSchema.options) {
      for (const action of Object.keys(
        BOOKING_TRANSITIONS,
      ) as BookingAction[]) {
        const answers = roles.map(role =>
          bookingTransition({
            booking: { ...booking, status },
            action,
            by: { ref: 'user:default/ingrid', roles: [role] },
            now: now(11),
            reason: 'because',
          }),
        );
        const able = roles.filter((_, index) => answers[index].ok);
        const [to] = answers.flatMap(item => (item.ok ? [item.status] : []));
        if (to) {
          found.push(`${status} ${action} ${able.join(',')} ${to}`);
        }
      }
    }
    expect(found.sort()).toEqual(
      steps
        .trim()
        .split('\n')
        .map(line => line.trim())
        .sort(),
    );
  });

  const priya = {
    ref: 'user:default/priya',
    roles: ['owner'] as BookingRole[],
  };

  it('lets nobody approve what they asked for, but the policy', () => {
    const question = { booking, action: 'approve' as const, now: now(1) };
    expect(bookingTransition({ ...question, by: priya })).toMatchObject({
      code: 'own-booking',
    });
    expect(
      bookingTransition({
        ...question,
        by: { ref: priya.ref, roles: ['requester', 'policy'] },
      }),
    ).toEqual({ ok: true, status: 'approved' });
  });

  it('asks an owner why, and a holder not', () => {
    const question = {
      booking: { ...booking, status: 'active' as const },
      action: 'cancel' as const,
      now: now(11),
    };
    const ingrid = { ref: 'user:default/ingrid', roles: ['owner'] as const };
    expect(bookingTransition({ ...question, by: ingrid })).toMatchObject({
      code: 'reason',
    });
    expect(
      bookingTransition({ ...question, by: ingrid, reason: ' ' }),
    ).toMatchObject({ code: 'reason' });
    expect(
      bookingTransition({
        ...question,
        by: { ref: priya.ref, roles: ['owner', 'requester'] },
      }).ok,
    ).toBe(true);
  });

  it('says what it is and what it should be', () => {
    expect(
      bookingTransition({
        booking: { ...booking, status: 'cancelled' },
        action: 'approve',
        by: { ref: 'user:default/ingrid', roles: ['owner'] },
        now: now(1),
      }),
    ).toEqual({
      ok: false,
      code: 'status',
      reason: 'it is cancelled; to approve it, expected pending',
    });
  });

  it('begins within its time with buffers only, and is approved before it ends', () => {
    const approved = { ...booking, status: 'approved' as const };
    const activate = (hour: number) =>
      bookingTransition({
        booking: approved,
        action: 'activate',
        by: { ref: 'run', roles: ['run'] },
        now: now(hour),
      }).ok;
    expect([9.4, 9.5, 14.9, 15].map(activate)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(
      bookingTransition({
        booking,
        action: 'approve',
        by: { ref: 'user:default/ingrid', roles: ['owner'] },
        now: now(15),
      }),
    ).toMatchObject({ code: 'time' });
  });
});

describe('dueTransition', () => {
  it.each<[string, number, Parameters<typeof dueTransition>[0], unknown]>([
    ['undecided before its end', 13.9, { booking, now: 0 }, undefined],
    ['undecided at its end', 14, { booking, now: 0 }, 'expire'],
  ])('%s', (_, hour, clock, action) => {
    expect(dueTransition({ ...clock, now: now(hour) })).toBe(action);
  });

  it('begins an approved one with its start, where nobody has to show up', () => {
    const approved = { ...booking, status: 'approved' as const };
    expect(dueTransition({ booking: approved, now: now(9.9) })).toBeUndefined();
    expect(dueTransition({ booking: approved, now: now(10) })).toBe('activate');
    expect(dueTransition({ booking: approved, now: now(15) })).toBe('no-show');
  });

  it('takes one for a no-show that was not begun in time', () => {
    const approved = { ...booking, status: 'approved' as const };
    const due = (hour: number, noShowMinutes: number) =>
      dueTransition({ booking: approved, now: now(hour), noShowMinutes });
    expect(due(10.4, 30)).toBeUndefined();
    expect(due(10.5, 30)).toBe('no-show');
    expect(due(14, 24 * 60)).toBe('no-show');
  });

  it('ends an active one when its tear-down is over, and notices who stays', () => {
    const active = { ...booking, status: 'active' as const };
    expect(dueTransition({ booking: active, now: now(14.9) })).toBeUndefined();
    expect(dueTransition({ booking: active, now: now(15) })).toBe('complete');
    expect(dueTransition({ booking: active, now: now(15), held: true })).toBe(
      'expire',
    );
    expect(
      dueTransition({
        booking: { ...booking, status: 'completed' },
        now: now(99),
      }),
    ).toBeUndefined();
  });
});

describe('approvalsOutcome', () => {
  const of = (...words: ('pending' | 'approved' | 'rejected')[]) =>
    approvalsOutcome(
      words.map(status => ({ environmentRef: 'resource:default/x', status })),
    );
  it('takes every yes, and one no', () => {
    expect(of('approved', 'pending')).toBe('pending');
    expect(of('approved', 'approved')).toBe('approved');
    expect(of('approved', 'rejected', 'pending')).toBe('rejected');
    expect(of()).toBe('pending');
  });
});
