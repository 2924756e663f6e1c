import fc from 'fast-check';
import { attestationOf, lapseReason } from './attestation';
import { obligationState } from './obligations';
import {
  compareOwners,
  ownerAt,
  Ownership,
  ownershipHistory,
} from './ownership';
import { claimInputSchema, claimStatusSchema, Obligation } from './schema';
import {
  CLAIM_TRANSITIONS,
  ClaimAction,
  ClaimRole,
  claimTransition,
} from './status';

const roles: ClaimRole[] = [
  'member',
  'receiver',
  'administrator',
  'policy',
  'clock',
];
const claim = {
  status: 'requested' as const,
  requestedBy: 'user:default/mira',
  group: 'group:default/checkout',
};

/** Every step that is possible, by hand: status, action, roles, status then. */
const steps = `
  asked accept member active
  asked decline member rejected
  asked withdraw member,administrator withdrawn
  requested confirm administrator,policy active
  requested reject administrator rejected
  requested withdraw member,administrator withdrawn
  active attest member active
  active offer-handover member,administrator handover-offered
  active give-up member,administrator ended
  active lapse clock orphaned
  handover-offered attest member handover-offered
  handover-offered accept-handover receiver ended
  handover-offered decline-handover receiver active
  handover-offered retract-handover member,administrator active
  handover-offered give-up member,administrator ended
  handover-offered lapse clock orphaned
  orphaned supersede policy ended`;

describe('claimTransition', () => {
  it('lets exactly these roles take exactly these steps', () => {
    const found: string[] = [];
    for (const status of claimStatusSchema.options) {
      for (const action of Object.keys(CLAIM_TRANSITIONS) as ClaimAction[]) {
        const answers = roles.map(role =>
          claimTransition({
            claim: { ...claim, status },
            action,
            by: { ref: 'user:default/luc', roles: [role] },
            reason: 'because',
            to: 'group:default/search',
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

  it('lets nobody confirm their own, but the configuration', () => {
    const confirm = (ref: string, role: ClaimRole) =>
      claimTransition({
        claim,
        action: 'confirm',
        by: { ref, roles: [role] },
      });
    expect(confirm('user:default/mira', 'administrator')).toMatchObject({
      code: 'own-claim',
    });
    expect(confirm('user:default/luc', 'administrator').ok).toBe(true);
    expect(confirm('user:default/mira', 'policy').ok).toBe(true);
  });

  it('asks for a reason, and for another group', () => {
    const active = { ...claim, status: 'active' as const };
    const by = { ref: 'user:default/mira', roles: ['member'] as const };
    expect(
      claimTransition({ claim: active, action: 'give-up', by }),
    ).toMatchObject({ code: 'reason' });
    for (const to of [undefined, claim.group]) {
      expect(
        claimTransition({ claim: active, action: 'offer-handover', by, to }),
      ).toMatchObject({ code: 'receiver' });
    }
  });
});

const active = {
  status: 'active' as const,
  activeSince: '2026-03-02T10:00:00.000Z',
  attestedAt: '2026-05-30T08:00:00.000Z',
  attestEveryMonths: 6,
};
const on = (day: string) => Date.parse(`${day}T08:00:00.000Z`);

describe('the attestation', () => {
  it('is due so many months after the last, or after it began', () => {
    expect(attestationOf(active, on('2026-11-23'))).toEqual({
      state: 'pressing',
      since: '2026-05-30T08:00:00.000Z',
      dueAt: '2026-11-30T08:00:00.000Z',
      daysLeft: 7,
      elapsed: expect.closeTo(177 / 184),
    });
    expect(
      attestationOf({ ...active, attestedAt: undefined }, on('2026-11-23'))
        ?.dueAt,
    ).toBe('2026-09-02T10:00:00.000Z');
    // There is no 31 November.
    expect(
      attestationOf(
        { ...active, attestedAt: '2026-05-31T08:00:00.000Z' },
        on('2026-11-23'),
      )?.dueAt,
    ).toBe('2026-11-30T08:00:00.000Z');
  });

  it.each([
    ['2026-10-30', 'attested'],
    ['2026-10-31', 'soon'],
    ['2026-11-15', 'soon'],
    ['2026-11-16', 'pressing'],
    ['2026-11-30', 'overdue'],
  ])('on %s: %s', (day, state) => {
    expect(attestationOf(active, on(day))?.state).toBe(state);
  });

  it('makes an orphan of what nobody attests, or whose group is gone or empty', () => {
    const members = { exists: true, memberCount: 3 };
    const lapse = (
      day: string,
      group?: typeof members,
      change: { graceDays?: number; status?: 'orphaned' } = {},
    ) =>
      lapseReason({
        claim: { ...active, status: change.status ?? 'active' },
        now: on(day),
        group,
        graceDays: change.graceDays,
      });
    expect(lapse('2026-11-29', members)).toBeUndefined();
    expect(lapse('2026-11-30', members)).toBe('not-attested');
    expect(lapse('2026-12-06', members, { graceDays: 7 })).toBeUndefined();
    expect(lapse('2026-12-07', members, { graceDays: 7 })).toBe('not-attested');
    expect(lapse('2026-11-01', { exists: true, memberCount: 0 })).toBe(
      'group-empty',
    );
    expect(lapse('2026-11-01', { exists: false, memberCount: 0 })).toBe(
      'group-gone',
    );
    // Nothing is concluded from a catalog that does not answer.
    expect(lapse('2026-11-01')).toBeUndefined();
    expect(
      lapse('2027-11-01', members, { status: 'orphaned' }),
    ).toBeUndefined();
  });
});

describe('obligations', () => {
  const state = (
    change: Partial<Obligation>,
    day: string,
    openSince?: string,
  ) =>
    obligationState(
      { id: 'o', kind: 'patching', due: { every: 14, unit: 'day' }, ...change },
      { activeSince: '2026-11-02T08:00:00.000Z', openSince, now: on(day) },
    );

  it('come again after they were done', () => {
    expect(state({}, '2026-11-08')).toEqual({
      state: 'met',
      dueAt: '2026-11-16T08:00:00.000Z',
    });
    expect(state({}, '2026-11-09').state).toBe('due');
    expect(state({}, '2026-11-16').state).toBe('overdue');
    expect(state({ doneAt: '2026-11-16T09:00:00.000Z' }, '2026-11-20')).toEqual(
      { state: 'met', dueAt: '2026-11-30T09:00:00.000Z' },
    );
    expect(
      state({ due: { every: 1, unit: 'month' } }, '2026-11-20').dueAt,
    ).toBe('2026-12-02T08:00:00.000Z');
    expect(
      state(
        {
          due: {
            every: 1,
            unit: 'month',
            firstDueAt: '2026-12-14T08:00:00.000Z',
          },
        },
        '2026-11-20',
      ).dueAt,
    ).toBe('2026-12-14T08:00:00.000Z');
  });

  it('arise from a booking that expired, until it is cleaned up', () => {
    const cleanUp = { kind: 'clean-up', due: { withinHours: 24 } } as const;
    const expired = '2026-11-20T08:00:00.000Z';
    expect(state(cleanUp, '2026-11-20')).toEqual({ state: 'met' });
    expect(state(cleanUp, '2026-11-20', expired)).toEqual({
      state: 'due',
      dueAt: '2026-11-21T08:00:00.000Z',
    });
    expect(state(cleanUp, '2026-11-21', expired).state).toBe('overdue');
    expect(
      state(
        { ...cleanUp, doneAt: '2026-11-20T12:00:00.000Z' },
        '2026-11-21',
        expired,
      ),
    ).toEqual({ state: 'met' });
    expect(
      state(
        { ...cleanUp, doneAt: '2026-11-19T12:00:00.000Z' },
        '2026-11-21',
        expired,
      ).state,
    ).toBe('overdue');
  });

  it('may be due once', () => {
    const once = { due: { by: '2026-11-30T08:00:00.000Z' } };
    expect(state(once, '2026-11-20').state).toBe('due');
    expect(state(once, '2026-11-30').state).toBe('overdue');
    expect(
      state({ ...once, doneAt: '2026-12-02T08:00:00.000Z' }, '2026-12-03'),
    ).toEqual({ state: 'met' });
  });

  it('are read in one of three ways', () => {
    const input = (due: object) =>
      claimInputSchema.safeParse({
        environmentRef: 'resource:default/test-1',
        group: 'group:default/checkout',
        obligations: [{ kind: 'patching', due }],
      }).success;
    expect(input({ every: 14, unit: 'day' })).toBe(true);
    expect(input({ withinHours: 24 })).toBe(true);
    expect(input({ by: '2026-11-30T08:00:00Z' })).toBe(true);
    expect(input({ every: 14, unit: 'day', withinHours: 24 })).toBe(false);
    expect(input({ every: 0, unit: 'day' })).toBe(false);
  });
});

describe('ownership', () => {
  it.each([
    ['group:default/labs', 'active', 'differ'],
    ['Group:default/Checkout', 'active', 'agree'],
    ['group:default/checkout', 'handover-offered', 'agree'],
    ['group:default/checkout', 'orphaned', 'catalog-only'],
    ['group:default/checkout', 'requested', 'catalog-only'],
    [undefined, 'active', 'claim-only'],
    [undefined, 'orphaned', 'nobody'],
  ] as const)('catalog %s, claim %s: %s', (catalogOwner, status, state) => {
    expect(
      compareOwners({
        catalogOwner,
        claim: { group: 'group:default/checkout', status },
      }).state,
    ).toBe(state);
  });

  const claims = [
    {
      id: '2',
      group: 'group:default/checkout',
      activeSince: '2026-03-02T10:00:00.000Z',
    },
    {
      id: '1',
      group: 'group:default/storefront',
      activeSince: '2025-01-14T10:00:00.000Z',
      endedAt: '2026-03-02T10:00:00.000Z',
    },
    { id: '0', group: 'group:default/labs' },
  ];

  it('says who owned it at any instant', () => {
    const history = ownershipHistory(claims);
    expect(history.map(item => item.claimId)).toEqual(['1', '2']);
    const owner = (instant: string) => ownerAt(history, instant)?.group;
    expect(owner('2025-01-14T09:59:59.999Z')).toBeUndefined();
    expect(owner('2025-01-14T10:00:00.000Z')).toBe('group:default/storefront');
    expect(owner('2026-03-02T09:59:59.999Z')).toBe('group:default/storefront');
    expect(owner('2026-03-02T10:00:00.000Z')).toBe('group:default/checkout');
    expect(owner('2030-01-01T00:00:00.000Z')).toBe('group:default/checkout');
  });

  it('agrees with a walk along the whole history', () => {
    const day = (index: number) =>
      new Date(on('2026-01-01') + index * 86_400_000).toISOString();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })), {
          maxLength: 8,
        }),
        lengths => {
          const history: Ownership[] = [];
          const owners: (string | undefined)[] = [];
          for (const [gap, length] of lengths) {
            owners.push(...Array(gap).fill(undefined));
            const claimId = `c${history.length}`;
            history.push({
              claimId,
              group: 'g',
              since: day(owners.length),
              until: day(owners.length + length),
            });
            owners.push(...Array(length).fill(claimId));
          }
          owners.push(undefined);
          expect(
            owners.map((_, index) => ownerAt(history, day(index))?.claimId),
          ).toEqual(owners);
        },
      ),
    );
  });
});
