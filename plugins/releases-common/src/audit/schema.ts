import { z } from 'zod';
import { instantSchema } from '../http/values';

/**
 * One entry of the append-only log. `prevHash` is the `leafHash` of the entry
 * before, 64 zeros for the first. `leafHash` is the RFC 6962 leaf hash,
 * SHA-256(0x00 ‖ RFC 8785 canonical JSON of the entry without `leafHash`).
 *
 * @public
 */
export const auditEntrySchema = z.object({
  /** From 0, without gaps: the leaf index in the Merkle tree. */
  seq: z.int().min(0),
  at: instantSchema,
  /** Entity ref of the user, or the subject of a service. */
  actor: z.string(),
  onBehalfOf: z.string().optional(),
  /** `<object type>.<verb>`, e.g. `window.create`. */
  action: z.string(),
  /** `<object type>:<id>`, e.g. `window:5f0c…`. */
  objectRef: z.string(),
  entityRefs: z.array(z.string()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  reason: z.string().optional(),
  prevHash: z.string(),
  leafHash: z.string(),
});
/** @public */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/**
 * A signed tree head. `note` is the whole C2SP signed note, whose body is a
 * C2SP tlog-checkpoint: origin, size, base64 root, each on its line.
 *
 * @public
 */
export const checkpointSchema = z.object({
  size: z.int().min(0),
  /** Merkle root over the first `size` entries, hex. */
  root: z.string(),
  at: instantSchema,
  note: z.string(),
});
/** @public */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/**
 * What happened to one object, for its readers: the audit trail without the
 * hashes, changes named field by field.
 *
 * @public
 */
export const historyEntrySchema = z.object({
  seq: z.int(),
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  reason: z.string().optional(),
  changes: z.array(
    z.object({
      field: z.string(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
});
/** @public */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
