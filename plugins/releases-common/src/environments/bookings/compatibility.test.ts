import {
  usageCompatibility,
  usageMatrix,
  useCompatibility,
} from './compatibility';
import { BookingUsage, bookingUsageSchema } from './schema';

const usages = bookingUsageSchema.options;

describe('the matrix of usages', () => {
  // Read from the table of bookings in the domain notes: row, column, sign.
  it.each<[BookingUsage, BookingUsage, string]>([
    ['deploy', 'deploy', 'warning'],
    ['deploy', 'config', 'conflict'],
    ['deploy', 'regression', 'conflict'],
    ['deploy', 'debug', 'warning'],
    ['config', 'config', 'conflict'],
    ['config', 'debug', 'warning'],
    ['data-refresh', 'data-refresh', 'conflict'],
    ['data-refresh', 'debug', 'conflict'],
    ['test', 'test', 'compatible'],
    ['test', 'regression', 'compatible'],
    ['regression', 'regression', 'compatible'],
    ['regression', 'performance', 'conflict'],
    ['test', 'demo', 'warning'],
    ['regression', 'debug', 'compatible'],
    ['performance', 'performance', 'conflict'],
    ['performance', 'debug', 'conflict'],
    ['demo', 'demo', 'warning'],
    ['demo', 'debug', 'warning'],
    ['debug', 'debug', 'compatible'],
    ['maintenance', 'debug', 'conflict'],
  ])('%s beside %s: %s', (one, other, is) => {
    expect(usageCompatibility(one, other)).toBe(is);
  });

  it('is whole and holds both ways', () => {
    for (const one of usages) {
      for (const other of usages) {
        expect(usageCompatibility(one, other)).toMatch(
          /^(compatible|warning|conflict)$/,
        );
        expect(usageCompatibility(one, other)).toBe(
          usageCompatibility(other, one),
        );
      }
    }
  });

  it('is changed line by line, both ways, without touching the others', () => {
    const matrix = usageMatrix([
      { between: ['demo', 'deploy'], is: 'warning' },
      { between: ['deploy', 'demo'], is: 'compatible' },
    ]);
    expect(usageCompatibility('demo', 'deploy', matrix)).toBe('compatible');
    expect(usageCompatibility('deploy', 'demo', matrix)).toBe('compatible');
    expect(usageCompatibility('deploy', 'config', matrix)).toBe('conflict');
    expect(usageCompatibility('deploy', 'demo')).toBe('conflict');
  });
});

describe('useCompatibility', () => {
  it('lets an observer watch anything', () => {
    for (const usage of usages) {
      expect(
        useCompatibility(
          { usage, mode: 'exclusive' },
          { usage: 'performance', mode: 'observer' },
        ),
      ).toEqual({ is: 'compatible' });
    }
  });

  it('says whether it is the use or the wish to be alone', () => {
    const test = { usage: 'test', mode: 'shared' } as const;
    expect(useCompatibility(test, test)).toEqual({ is: 'compatible' });
    expect(useCompatibility({ ...test, mode: 'exclusive' }, test)).toEqual({
      is: 'conflict',
      because: 'exclusive',
    });
    expect(
      useCompatibility(
        { usage: 'regression', mode: 'exclusive' },
        { usage: 'performance', mode: 'shared' },
      ),
    ).toEqual({ is: 'conflict', because: 'usage' });
    expect(useCompatibility(test, { usage: 'demo', mode: 'shared' })).toEqual({
      is: 'warning',
      because: 'usage',
    });
  });
});
