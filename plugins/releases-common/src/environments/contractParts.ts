import { z } from 'zod';

export const room = 'environments';
export const params = z.object({ id: z.uuid() });

const part = z.string().trim().toLowerCase().min(1).max(100);

/** An entity ref in a path, part by part. */
export const refParams = z.object({ kind: part, namespace: part, name: part });

const text = z.string().trim().max(2000);
export const reasonBody = z.strictObject({ reason: text.min(1) });
export const optionalReason = z.strictObject({ reason: text.optional() });
export const noBody = z.strictObject({});
