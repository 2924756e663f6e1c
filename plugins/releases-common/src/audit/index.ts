export * from './canonicalJson';
export {
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpointNote';
export type { TreeHead } from './checkpointNote';
export * from './contract';
export * from './describeChanges';
export { leafHash, nodeHash } from './hashing';
export type { LogProblem } from './locateProblem';
export {
  FIRST_PREV_HASH,
  checkpointLine,
  entryLeafHash,
  entryLine,
  entryText,
  linesOf,
} from './logLines';
export * from './MerkleFrontier';
export * from './permissions';
export * from './proofs';
export * from './schema';
export { parseVerifierKey, verifierKeyOf } from './signedNote';
export type { NoteSigner, VerifierKey } from './signedNote';
export * from './verifyLog';
export * from './verifyProofs';
