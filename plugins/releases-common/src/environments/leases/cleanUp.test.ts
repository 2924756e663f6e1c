import { at, now } from '../__testUtils__/bookings';
import { cleanUpPlan, dueCleanUp } from './cleanUp';

const long = { start: at(0), expiresAt: at(200), graceMinutes: 120 };

describe('the clean-up', () => {
  it('warns a day before, or when three quarters of a short time are over', () => {
    expect(cleanUpPlan(long)).toEqual([
      { step: 'warn-holder', at: at(176) },
      { step: 'tell-owner', at: at(200) },
      { step: 'mark-expired', at: at(202) },
    ]);
    expect(cleanUpPlan({ start: at(0), expiresAt: at(4) })[0].at).toBe(at(3));
    expect(cleanUpPlan({ ...long, warnMinutes: 60 })[0].at).toBe(at(199));
  });

  it('takes each step once, and warns nobody afterwards', () => {
    const due = (hour: number, ...done: ReturnType<typeof dueCleanUp>) =>
      dueCleanUp({ ...long, now: now(hour), done });
    expect(due(175.9)).toEqual([]);
    expect(due(176)).toEqual(['warn-holder']);
    expect(due(176, 'warn-holder')).toEqual([]);
    expect(due(200, 'warn-holder')).toEqual(['tell-owner']);
    expect(due(202)).toEqual(['tell-owner', 'mark-expired']);
    expect(due(300, 'tell-owner', 'mark-expired')).toEqual([]);
  });
});
