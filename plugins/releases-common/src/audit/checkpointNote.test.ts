import fc from 'fast-check';
import {
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpointNote';
import { merkleRoot } from './proofs';
import {
  checkSignatures,
  parseNote,
  parseVerifierKey,
  verifierKeyOf,
} from './signedNote';

const signer = {
  name: 'releases.example.com/audit',
  seed: new Uint8Array(32).fill(7),
};
const stranger = { ...signer, seed: new Uint8Array(32).fill(8) };
const key = parseVerifierKey(verifierKeyOf(signer));
const head = { size: 3, root: merkleRoot([new Uint8Array()]) };
const note = signCheckpoint(head, signer);

describe('signed notes', () => {
  // From the documentation of golang.org/x/mod/sumdb/note (BSD-3-Clause).
  const vkey =
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const signed = [
    'If you think cryptography is the answer to your problem,',
    "then you don't know what your problem is.",
    '',
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    '',
  ].join('\n');

  it('of another implementation are understood', () => {
    expect(
      checkSignatures(parseNote(signed), [parseVerifierKey(vkey)]),
    ).toEqual({ signedBy: expect.objectContaining({ name: 'PeterNeumann' }) });
    expect(
      checkSignatures(parseNote(signed.replace('your', 'my')), [
        parseVerifierKey(vkey),
      ]),
    ).toEqual({ problem: 'bad-signature' });
  });

  it.each([
    ['nothing', ''],
    ['a damaged key', vkey.replace('ARpc', 'ARpd')],
    ['another algorithm', vkey.replace('+AR', '+Ah')],
    ['no base64', 'a+12345678+?'],
    ['a name with a space', vkey.replace('Peter', 'Peter ')],
  ])('refuse %s as a verifier key', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow(/verifier key/);
  });
});

describe('checkpoints', () => {
  it('are C2SP text that comes back as it went in', () => {
    expect(note.split('\n')).toEqual([
      'releases.example.com/audit',
      '3',
      'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=',
      '',
      expect.stringMatching(/^— releases\.example\.com\/audit [\w+/]+=*$/),
      '',
    ]);
    expect(verifyCheckpoint(note, [key])).toEqual({
      head: { origin: signer.name, ...head },
      signedBy: key,
    });
    expect(parseCheckpoint(note)).toEqual({ origin: signer.name, ...head });
  });

  it('are verified although strangers have signed too', () => {
    const foreign = signCheckpoint(head, stranger).split('\n').at(-2);
    expect(verifyCheckpoint(`${note}${foreign}\n`, [key])).toHaveProperty(
      'head.size',
      3,
    );
    expect(verifyCheckpoint(signCheckpoint(head, stranger), [key])).toEqual({
      problem: expect.stringContaining('a key that you do not trust'),
    });
  });

  it('must speak of the log that the key belongs to', () => {
    const other = { ...signer, name: 'other.example.com' };
    const moved = signCheckpoint(head, other);
    const otherKey = parseVerifierKey(verifierKeyOf(other));
    expect(verifyCheckpoint(moved, [otherKey])).toHaveProperty('head');
    expect(verifyCheckpoint(moved, [key])).toHaveProperty('problem');
  });

  it('do not survive the change of any character', () => {
    fc.assert(
      fc.property(
        fc.nat(note.length - 1),
        fc.constantFrom('0', 'A', '\n', ' ', '+', '\u0000', '\ud800'),
        (at, char) => {
          fc.pre(note[at] !== char);
          const altered = note.slice(0, at) + char + note.slice(at + 1);
          expect(verifyCheckpoint(altered, [key])).toHaveProperty('problem');
        },
      ),
    );
  });

  it('never throw, whatever they are', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(verifyCheckpoint(value as string, [key])).toHaveProperty(
          'problem',
        );
      }),
    );
  });
});
