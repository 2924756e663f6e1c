import { describeChanges } from './describeChanges';

describe('describeChanges', () => {
  it('names what differs, down to the field', () => {
    expect(
      describeChanges(
        {
          id: '1',
          revision: 1,
          title: 'Quarter end',
          scope: { entities: { owner: ['group:default/a'] }, hops: 1 },
          rrule: 'FREQ=WEEKLY',
          tags: ['a'],
          same: { b: 1, a: [1] },
        },
        {
          id: '1',
          revision: 2,
          title: 'Year end',
          scope: { entities: { owner: ['group:default/b'] }, hops: 1 },
          tags: ['a', 'b'],
          reason: 'close',
          same: { a: [1], b: 1 },
        },
      ),
    ).toEqual([
      { field: 'reason', after: 'close' },
      { field: 'rrule', before: 'FREQ=WEEKLY' },
      {
        field: 'scope.entities.owner',
        before: ['group:default/a'],
        after: ['group:default/b'],
      },
      { field: 'tags', before: ['a'], after: ['a', 'b'] },
      { field: 'title', before: 'Quarter end', after: 'Year end' },
    ]);
  });

  it('lists every field of what was made or removed', () => {
    const state = { id: '1', title: 'T', span: { start: 'a' } };
    expect(describeChanges(undefined, state)).toEqual([
      { field: 'span.start', after: 'a' },
      { field: 'title', after: 'T' },
    ]);
    expect(describeChanges(state, undefined)).toEqual([
      { field: 'span.start', before: 'a' },
      { field: 'title', before: 'T' },
    ]);
    expect(describeChanges(undefined, undefined)).toEqual([]);
  });

  it('takes null for a value of its own', () => {
    expect(describeChanges({ a: null }, { a: { b: 1 } })).toEqual([
      { field: 'a', before: null, after: { b: 1 } },
    ]);
  });
});
