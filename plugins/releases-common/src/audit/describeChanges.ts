import { canonicalJson } from './canonicalJson';
import { HistoryEntry } from './schema';

/** Change with every write and say nothing that the entry itself does not. */
const BOOKKEEPING = new Set([
  'id',
  'revision',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
]);

/**
 * The differences between two states of an object, field by field in
 * alphabetical order. A field within an object is named by its path with dots;
 * a list is one field. `undefined` for `before` means that the object was made,
 * for `after` that it was removed. Bookkeeping fields are left out.
 *
 * @public
 */
export function describeChanges(
  before: unknown,
  after: unknown,
): HistoryEntry['changes'] {
  return compare('', before, after).filter(
    change => !BOOKKEEPING.has(change.field),
  );
}

function compare(
  field: string,
  before: unknown,
  after: unknown,
): HistoryEntry['changes'] {
  if ((isFields(before) || isFields(after)) && canDescend(before, after)) {
    const fields = new Set([
      ...Object.keys(before ?? {}),
      ...Object.keys(after ?? {}),
    ]);
    return [...fields]
      .sort()
      .flatMap(name =>
        compare(
          field ? `${field}.${name}` : name,
          (before as Fields | undefined)?.[name],
          (after as Fields | undefined)?.[name],
        ),
      );
  }
  return isSame(before, after)
    ? []
    : [
        {
          field,
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
        },
      ];
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canDescend(
  before: unknown,
  after: unknown,
): before is Fields | undefined {
  return [before, after].every(value => value === undefined || isFields(value));
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) {
    return before === after;
  }
  return canonicalJson(before) === canonicalJson(after);
}
