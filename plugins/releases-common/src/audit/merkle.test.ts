import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import vectors from './__fixtures__/rfc6962-vectors.json';
import { leafHash, nodeHash } from './hashing';
import { MerkleFrontier } from './MerkleFrontier';
import { consistencyProof, inclusionProof, merkleRoot } from './proofs';
import { verifyConsistency, verifyInclusion } from './verifyProofs';

const leaves = vectors.leaf_inputs_hex.map(hexToBytes);

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

describe('RFC 6962 vectors', () => {
  it.each(
    vectors.root_hashes_hex_by_tree_size.map((root, size) => [size, root]),
  )('root of %s leaves', (size, root) => {
    expect(merkleRoot(leaves.slice(0, Number(size)))).toBe(root);
  });

  it.each(vectors.inclusion)('$id', row => {
    expect(
      verifyInclusion({
        leafHash: hex(row.leafHash),
        index: row.leafIdx,
        treeSize: row.treeSize,
        proof: (row.proof ?? []).map(hex),
        root: hex(row.root),
      }),
    ).toBe(!row.wantErr);
  });

  it.each(vectors.consistency)('$id', row => {
    expect(
      verifyConsistency({
        oldSize: row.size1,
        newSize: row.size2,
        oldRoot: hex(row.root1),
        newRoot: hex(row.root2),
        proof: (row.proof ?? []).map(hex),
      }),
    ).toBe(!row.wantErr);
  });

  it('makes the proofs of the happy paths', () => {
    const happy = (row: { desc: string }) => row.desc === 'happy path';
    for (const row of vectors.inclusion.filter(happy)) {
      expect(
        inclusionProof(leaves.slice(0, row.treeSize), row.leafIdx),
      ).toEqual((row.proof ?? []).map(hex));
    }
    for (const row of vectors.consistency.filter(happy)) {
      expect(consistencyProof(leaves.slice(0, row.size2), row.size1)).toEqual(
        (row.proof ?? []).map(hex),
      );
    }
  });
});

function manyLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) =>
    Uint8Array.of(i % 256, i / 256),
  );
}

describe('trees of any size', () => {
  const sizes = fc.integer({ min: 1, max: 70 });

  it('prove each leaf at its place, and at no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (treeSize, a, b) => {
        const tree = manyLeaves(treeSize);
        const [index, other] = [a % treeSize, b % treeSize];
        const claim = {
          leafHash: leafHash(tree[index]),
          treeSize,
          proof: inclusionProof(tree, index),
          root: merkleRoot(tree),
        };
        expect(verifyInclusion({ ...claim, index })).toBe(true);
        expect(verifyInclusion({ ...claim, index: other })).toBe(
          index === other,
        );
      }),
    );
  });

  it('are proven consistent with every beginning, and with nothing else', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (newSize, a, b) => {
        const tree = manyLeaves(newSize);
        const oldSize = 1 + (a % newSize);
        const claim = {
          oldSize,
          newSize,
          newRoot: merkleRoot(tree),
          proof: consistencyProof(tree, oldSize),
        };
        const beginning = tree.slice(0, oldSize);
        expect(
          verifyConsistency({ ...claim, oldRoot: merkleRoot(beginning) }),
        ).toBe(true);
        beginning[b % oldSize] = Uint8Array.of(1, 2, 3);
        expect(
          verifyConsistency({ ...claim, oldRoot: merkleRoot(beginning) }),
        ).toBe(false);
      }),
    );
  });

  it('grow by their frontier alone, kept as text in between', () => {
    const all = manyLeaves(300);
    let frontier = MerkleFrontier.empty();
    for (let size = 0; size <= all.length; size++) {
      expect(frontier.root()).toBe(merkleRoot(all.slice(0, size)));
      frontier = MerkleFrontier.of(size, frontier.toHashes());
      if (size < all.length) {
        frontier.append(leafHash(all[size]));
      }
    }
    expect(() => MerkleFrontier.of(299, frontier.toHashes())).toThrow(
      'not the frontier of a tree of 299 leaves',
    );
  });

  it('refuse leaves and sizes that do not exist', () => {
    expect(() => inclusionProof(leaves, 8)).toThrow(RangeError);
    expect(() => inclusionProof(leaves, 0.5)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 9)).toThrow(RangeError);
    expect(consistencyProof(leaves, 0)).toEqual([]);
    expect(() => nodeHash('00', '00')).toThrow(TypeError);
  });
});

describe('malformed proofs', () => {
  it('are wrong, and never an error', () => {
    const junk = fc.oneof(
      fc.anything(),
      fc.double(),
      fc.constantFrom(-1, 2 ** 53, 2 ** 64, 1e308, 0.5, 'ab', 'zz'.repeat(32)),
      fc.array(fc.constantFrom('ab', leafHash(leaves[0]), 7, undefined)),
    );
    const record = fc.record(
      {
        leafHash: junk,
        index: junk,
        treeSize: junk,
        proof: junk,
        root: junk,
        oldSize: junk,
        newSize: junk,
        oldRoot: junk,
        newRoot: junk,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(record, junk), claim => {
        expect(verifyInclusion(claim as never)).toBe(false);
        expect(verifyConsistency(claim as never)).toBe(false);
      }),
    );
  });

  it('are wrong when one field of a good claim is replaced', () => {
    const inclusion = {
      leafHash: leafHash(leaves[5]),
      index: 5,
      treeSize: 8,
      proof: inclusionProof(leaves, 5),
      root: merkleRoot(leaves),
    };
    const wrong = [undefined, null, NaN, -1, 5.5, 2 ** 53, '5', {}, [], ['x']];
    for (const key of Object.keys(inclusion)) {
      for (const value of wrong) {
        expect(verifyInclusion({ ...inclusion, [key]: value })).toBe(false);
      }
    }
  });
});
