import { setTimeout as wait } from 'node:timers/promises';
import {
  Claim,
  claimInputSchema,
  ClaimInput,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { CLAIM_ROWS, ClaimRow } from './claimRows';
import { Tally } from './reconcile';

/** Mira's team; what others claim is entered by the second identity. */
const MINE = 'team-checkout';

export function exampleClaims(): { row: ClaimRow; body: ClaimInput }[] {
  return CLAIM_ROWS.map(row => ({
    row,
    body: claimInputSchema.parse({
      environmentRef: `resource:default/${row.environment}`,
      group: `group:default/${row.team}`,
      steward: row.steward && `user:default/${row.steward}`,
      escalation: row.escalation,
      attestEveryMonths: row.months,
      obligations: row.obligations,
      reason: row.reason,
      ask: row.ask,
    }),
  }));
}

/**
 * Claims what nobody has ever claimed. Nobody confirms what they asked for
 * themselves: what Mira claims, the second identity confirms, and the other way
 * round. Without one the claims of Mira's team wait, and there are no others.
 */
export async function loadClaims(options: {
  client: ReleasesClient;
  approver?: ReleasesClient;
}): Promise<Tally> {
  const { client, approver } = options;
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const { row, body } of exampleClaims()) {
    const { items } = await client.listClaims({
      query: { environmentRef: [body.environmentRef], limit: 1 },
    });
    const isMine = row.team === MINE && !row.ask;
    const asking = isMine ? client : approver;
    const confirming = isMine ? approver : client;
    if (items.length > 0) tally.kept += 1;
    else if (asking) tally.created += 1;
    const claim =
      items[0] ??
      (asking && (await patiently(() => asking.createClaim({ body }))));
    // Also one that an earlier run left waiting, for want of a second identity.
    const isNew = items.length === 0 || claim?.status === 'requested';
    if (claim && isNew && !row.ask && asking && confirming)
      await follow(await confirmed(claim, confirming), row, asking);
  }
  return tally;
}

/** A portal that has just started may have yet to learn who is in a group. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 15; ; left--) {
    try {
      return await ask();
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode !== 400 || left === 0) throw error;
      await wait(2000);
    }
  }
}

/** A portal may confirm claims at once. */
async function confirmed(claim: Claim, by: ReleasesClient): Promise<Claim> {
  const { id, revision, status } = claim;
  return status === 'requested'
    ? by.confirmClaim({ params: { id }, revision, body: {} })
    : claim;
}

async function follow(
  claim: Claim,
  { then }: ClaimRow,
  client: ReleasesClient,
): Promise<void> {
  const { id, revision, obligations } = claim;
  const at = { params: { id }, revision };
  if (!then) return;
  if ('fulfil' in then) {
    const done = obligations.find(({ kind }) => kind === then.fulfil)!;
    await client.fulfilObligation({ ...at, body: { obligationId: done.id } });
  } else if ('offerTo' in then) {
    const { offerTo, reason } = then;
    const body = { group: `group:default/${offerTo}`, reason };
    await client.offerHandover({ ...at, body });
  } else {
    await client.giveUpClaim({ ...at, body: { reason: then.giveUp } });
  }
}
