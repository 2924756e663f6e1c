/**
 * The one JSON text of a value, RFC 8785: no white space, members sorted by
 * UTF-16 code units, numbers and strings as ECMAScript writes them.
 *
 * Strict, because two values must never share a text: throws a `TypeError` on
 * anything that JSON cannot hold as it is (NaN, Infinity, BigInt, `undefined`,
 * functions, symbols, lone surrogates, sparse arrays, cycles, and objects that
 * are not plain, such as `Date` and `Map`), naming the path to it.
 *
 * @public
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', new Set());
}

function write(value: unknown, path: string, parents: Set<object>): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return writeString(value, path);
    case 'number':
      if (!Number.isFinite(value)) {
        throw new TypeError(`${path} is ${value}, which JSON cannot hold`);
      }
      // RFC 8785 §3.2.2.3 adopts ECMAScript's form, and -0 is written as 0.
      return String(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, path, parents);
    default:
      throw new TypeError(`${path} is ${typeof value}, which JSON cannot hold`);
  }
}

function writeString(value: string, path: string): string {
  if (/\p{Surrogate}/u.test(value)) {
    throw new TypeError(`${path} holds a lone surrogate`);
  }
  return JSON.stringify(value);
}

function writeObject(
  value: object,
  path: string,
  parents: Set<object>,
): string {
  if (parents.has(value)) {
    throw new TypeError(`${path} contains itself`);
  }
  parents.add(value);
  const text = Array.isArray(value)
    ? `[${Array.from(value, (item, index) =>
        write(item, `${path}[${index}]`, parents),
      ).join()}]`
    : `{${writeMembers(value, path, parents)}}`;
  parents.delete(value);
  return text;
}

function writeMembers(
  value: object,
  path: string,
  parents: Set<object>,
): string {
  if (!isPlain(value) || Object.getOwnPropertySymbols(value).length > 0) {
    throw new TypeError(`${path} is not a plain object`);
  }
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, member]) =>
        `${writeString(key, path)}:${write(member, `${path}.${key}`, parents)}`,
    )
    .join();
}

/** Plain in any realm: made by `{}`, by `Object.create(null)` or by a parser. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype, 'hasOwnProperty'))
  );
}
