import { createPrivateKey, randomBytes } from 'node:crypto';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  NoteSigner,
  parseVerifierKey,
  verifierKeyOf,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { transact } from '../database';

/** The key that signs checkpoints, and those that have signed before it. */
export interface SigningKey {
  signer: NoteSigner;
  /** `name+hex`, unlike for each key. */
  id: string;
  verifierKey: string;
}

interface KeyRow {
  id: string;
  verifier_key: string;
  seed: string | null;
  created_at: number | string;
}

/**
 * The name of the log: configured, or the backend's host. It goes into every
 * checkpoint, so it should stay the same for as long as the log lives.
 */
export function readOrigin(config: Config): string {
  const origin = config.getOptionalString('releases.audit.origin');
  if (origin !== undefined) {
    return origin;
  }
  const { host } = new URL(config.getString('backend.baseUrl'));
  return `${host}/release-desk`;
}

/**
 * The configured key, or else one that was made once and is kept in the
 * database, where whoever can rewrite the log can read it too. Remembers the
 * public part of every key that was ever used.
 */
export async function loadSigningKey(options: {
  knex: Knex;
  config: Config;
  clock: () => Date;
}): Promise<SigningKey> {
  const { knex, config, clock } = options;
  const name = readOrigin(config);
  const configured = config.getOptionalString('releases.audit.signingKey');
  const seed = configured
    ? parseSeed(configured)
    : await generatedSeed({ knex, name, clock });
  const key = signingKey({ name, seed });
  await knex('audit_keys')
    .insert(rowOf(key, { created_at: clock().getTime() }))
    .onConflict('id')
    .ignore();
  return key;
}

/** Verifier keys of all keys that were ever used, newest first. */
export async function listVerifierKeys(knex: Knex): Promise<string[]> {
  const rows = await knex<KeyRow>('audit_keys')
    .select('verifier_key')
    .orderBy('created_at', 'desc')
    .orderBy('id');
  return rows.map(row => row.verifier_key);
}

/** One seed for all names: a new host must not make a new key. */
async function generatedSeed(options: {
  knex: Knex;
  name: string;
  clock: () => Date;
}): Promise<Uint8Array> {
  const { knex, name, clock } = options;
  return transact(knex, async tx => {
    // One replica after the other, so that only the first makes a key.
    await tx('audit_head').where({ id: 1 }).increment('size', 0);
    const kept = await tx<KeyRow>('audit_keys').whereNotNull('seed').first();
    if (kept?.seed) {
      return Buffer.from(kept.seed, 'base64');
    }
    const seed = randomBytes(32);
    const row = rowOf(signingKey({ name, seed }), {
      seed: seed.toString('base64'),
      created_at: clock().getTime(),
    });
    await tx('audit_keys').insert(row);
    return seed;
  });
}

function signingKey(signer: NoteSigner): SigningKey {
  const verifierKey = verifierKeyOf(signer);
  const { name, keyId } = parseVerifierKey(verifierKey);
  return { signer, verifierKey, id: `${name}+${keyId}` };
}

function rowOf(
  key: SigningKey,
  fields: { seed?: string; created_at: number },
): Partial<KeyRow> {
  return { id: key.id, verifier_key: key.verifierKey, ...fields };
}

/** PKCS #8 PEM, or the 32 bytes of the private key in base64. */
export function parseSeed(text: string): Uint8Array {
  const seed = text.includes('-----BEGIN')
    ? seedOfPem(text.replaceAll('\\n', '\n'))
    : Buffer.from(text.trim(), 'base64');
  if (seed?.length !== 32) {
    // Never says what was found: it is a secret.
    throw new InputError(
      'releases.audit.signingKey: expected an Ed25519 private key, as PKCS #8 PEM or as 32 bytes in base64',
    );
  }
  return seed;
}

function seedOfPem(pem: string): Buffer | undefined {
  try {
    const { crv, d } = createPrivateKey(pem).export({ format: 'jwk' });
    return crv === 'Ed25519' && d ? Buffer.from(d, 'base64url') : undefined;
  } catch {
    return undefined;
  }
}
