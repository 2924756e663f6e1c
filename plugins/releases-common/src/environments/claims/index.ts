export {
  ATTEST_PRESSING_DAYS,
  ATTEST_SOON_DAYS,
  attestationOf,
  lapseReason,
} from './attestation';
export type { Attestation, LapseReason } from './attestation';
export * from './obligations';
export * from './ownership';
export * from './schema';
export * from './status';
export * from './contract';
