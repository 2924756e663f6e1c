import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';
import vectors from './__fixtures__/rfc8785-vectors.json';

describe('canonicalJson', () => {
  it.each(vectors.rows)(
    'writes $name as RFC 8785 does',
    ({ input, outhex }) => {
      expect(bytesToHex(utf8ToBytes(canonicalJson(JSON.parse(input))))).toBe(
        outhex,
      );
    },
  );

  // RFC 8785, appendix B.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s as %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalJson(view.getFloat64(0))).toBe(text);
  });

  it('gives one text whatever the order of members, which parses to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        // Lone surrogates are refused, as is tested below.
        fc.pre(!/\\ud[89a-f]/.test(JSON.stringify(value)));
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reverseMembers(value))).toBe(text);
      }),
    );
  });

  const cycle: unknown[] = [];
  cycle.push({ cycle });
  it.each([
    ['NaN', NaN],
    ['Infinity', [Infinity]],
    ['BigInt', 1n],
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a sparse array', new Array(1)],
    ['a function', { toJSON: () => 1 }],
    ['a symbol', Symbol('x')],
    ['a symbol key', { [Symbol('x')]: 1 }],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a class', new (class Thing {})()],
    ['a boxed number', Object(1)],
    ['a cycle', cycle],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('accepts one object in two places, and one without prototype', () => {
    const shared = Object.assign(Object.create(null), { b: 1 });
    expect(canonicalJson({ y: shared, x: [shared] })).toBe(
      '{"x":[{"b":1}],"y":{"b":1}}',
    );
  });
});

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reverseMembers);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reverseMembers(member)]),
      )
    : value;
}
