import type {
  Because,
  StateAnswer,
} from '@release-desk/plugin-releases-common';
import { AskedAction, mayHappen } from './mayHappen';
import { foldAnswers } from './verdict';

const freeze: Because = {
  windowId: 'w1',
  kind: 'freeze',
  enforcement: 'hard',
  title: 'Black Friday freeze',
  effect: 'closes',
  end: '2026-12-01T05:00:00.000Z',
};

function answer(
  state: StateAnswer['state'],
  because: Because[] = [],
): StateAnswer {
  return {
    state,
    acknowledge: false,
    at: '2026-11-23T09:42:00.000Z',
    because,
    nextTransition:
      state === 'closed'
        ? { at: '2026-12-01T05:00:00.000Z', to: 'open' }
        : undefined,
  };
}

const closed = answer('closed', [freeze]);
const open = answer('open');
const exempt = answer('open', [{ ...freeze, effect: 'exempt' }]);

describe('mayHappen', () => {
  it('says in few lines what may happen, open ones first', () => {
    const asked: AskedAction[] = [
      { action: 'deploy', place: 'staging-eu', answer: open },
      { action: 'deploy', place: 'production-eu', answer: closed },
      { action: 'apply', place: 'staging-eu', answer: open },
      { action: 'apply', place: 'production-eu', answer: closed },
      { action: 'rollback', place: 'staging-eu', answer: open },
      { action: 'rollback', place: 'production-eu', answer: exempt },
      { action: 'flag', place: 'staging-eu', answer: open },
      { action: 'flag', place: 'production-eu', answer: open },
    ];
    const title = 'Black Friday freeze';
    expect(mayHappen(asked)).toEqual([
      {
        actions: ['deploy', 'apply'],
        state: 'open',
        places: ['staging-eu'],
        reason: { type: 'onlyCovers', title, places: ['production-eu'] },
      },
      {
        actions: ['rollback'],
        state: 'open',
        places: undefined,
        reason: { type: 'exempt', title },
      },
      {
        actions: ['flag'],
        state: 'open',
        places: undefined,
        reason: { type: 'unbound', title },
      },
      {
        actions: ['deploy', 'apply'],
        state: 'closed',
        places: ['production-eu'],
        reason: undefined,
      },
    ]);
  });
});

describe('foldAnswers', () => {
  it('is closed where one is, until the last of them opens', () => {
    const later = {
      ...closed,
      nextTransition: { at: '2026-12-04T05:00:00.000Z', to: 'open' as const },
    };
    expect(foldAnswers([open, closed, later])).toMatchObject({
      state: 'closed',
      total: 3,
      closed: 2,
      changesAt: '2026-12-04T05:00:00.000Z',
      because: [{ title: 'Black Friday freeze' }],
    });
  });

  it('does not know when, where one of them does not', () => {
    const forever = { ...closed, nextTransition: undefined };
    expect(foldAnswers([closed, forever]).changesAt).toBeUndefined();
  });
});
