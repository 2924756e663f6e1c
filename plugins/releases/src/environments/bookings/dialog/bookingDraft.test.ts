import {
  draftErrors,
  moveStart,
  newBookingDraft,
  refusedFields,
  takeSlot,
  wishOf,
} from './bookingDraft';

const timeZone = 'Europe/Berlin';
const say = {
  needed: 'needed',
  environmentNeeded: 'environment',
  groupNeeded: 'group',
  order: 'order',
};

function draft(start = '2026-11-24T15:00:00Z', end = '2026-11-24T19:00:00Z') {
  return newBookingDraft({
    environmentRefs: ['resource:default/staging-eu'],
    start,
    end,
    timeZone,
    now: Date.parse('2026-11-23T09:40:00Z'),
    group: 'group:default/team-checkout',
  });
}

describe('the draft of a booking', () => {
  it('is an hour from the next full one unless told', () => {
    const { start, end } = newBookingDraft({
      environmentRefs: [],
      timeZone,
      now: Date.parse('2026-11-23T09:40:00Z'),
    });
    expect([start, end]).toEqual([
      '2026-11-23T11:00:00',
      '2026-11-23T12:00:00',
    ]);
  });

  it('becomes a wish in instants, of the zone that it is typed in', () => {
    expect(wishOf(draft(), 'Load test')).toEqual({
      environments: ['resource:default/staging-eu'],
      purpose: 'Load test',
      usage: 'test',
      mode: 'exclusive',
      start: '2026-11-24T15:00:00.000Z',
      end: '2026-11-24T19:00:00.000Z',
      timeZone,
      onBehalfOf: 'group:default/team-checkout',
      priority: 'normal',
    });
  });

  it('keeps its length on the clock when its start is moved', () => {
    const moved = moveStart(draft(), '2026-11-30T23:00:00');
    expect([moved.start, moved.end]).toEqual([
      '2026-11-30T23:00:00',
      '2026-12-01T03:00:00',
    ]);
  });

  it('takes a slot, elsewhere too, and no longer asks to share', () => {
    expect(
      takeSlot(
        { ...draft(), isShare: true },
        {
          start: '2027-07-01T06:00:00Z',
          end: '2027-07-01T10:00:00Z',
          environmentRef: 'resource:default/staging-us',
        },
      ),
    ).toEqual({
      start: '2027-07-01T08:00:00',
      end: '2027-07-01T12:00:00',
      isShare: false,
      environments: ['resource:default/staging-us'],
    });
  });

  it('repeats by the rule that is chosen', () => {
    const weekly = draft();
    weekly.rule = {
      ...weekly.rule,
      repeat: 'weekly',
      ends: { type: 'after', date: '', count: 3 },
    };
    expect(wishOf(weekly, 'x').recurrence?.rrule).toMatch(
      /^FREQ=WEEKLY;.*COUNT=3$/,
    );
  });

  it('says at its field what is missing', () => {
    const bad = {
      ...draft(),
      environments: [],
      onBehalfOf: '',
      end: draft().start,
    };
    expect(draftErrors(bad, say)).toEqual({
      environments: 'environment',
      purpose: 'needed',
      onBehalfOf: 'group',
      end: 'order',
    });
    expect(draftErrors({ ...draft(), purpose: 'x' }, say)).toEqual({});
  });

  it('sorts a refusal to its fields, and keeps the rest', () => {
    expect(
      refusedFields(
        'end: expected an instant after start; recurrence.rrule: expected FREQ; onBehalfOf: expected a group; body: odd',
      ),
    ).toEqual({
      fields: {
        end: 'expected an instant after start',
        rrule: 'expected FREQ',
        onBehalfOf: 'expected a group',
      },
      rest: 'body: odd',
    });
  });
});
