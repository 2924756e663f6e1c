import { Claim } from '@release-desk/plugin-releases-common';
import { ClaimDependencies } from './ClaimDependencies';

const STEPS = 'environments_clean_up_steps';

/**
 * Whether anybody is left in the groups of claims. A group that is only away for
 * a moment, while a directory is read anew, is not concluded to be gone: it has
 * to be so for a while, counted in the database from when it was first seen.
 */
export class VacantGroups {
  readonly #options: ClaimDependencies;
  readonly #known = new Map<string, { exists: boolean; memberCount: number }>();

  constructor(options: ClaimDependencies) {
    this.#options = options;
  }

  /** `undefined` while nothing is to be concluded. */
  async stateOf(
    claim: Claim,
  ): Promise<{ exists: boolean; memberCount: number } | undefined> {
    const { knex, clock, catalogView, claimsConfig } = this.#options;
    // The view has never been filled: it knows of no group at all.
    if ((await catalogView.version()) === 0) return undefined;
    const state = await this.#read(claim.group);
    const mark = { subject_ref: `claim:${claim.id}`, step: 'vacant' };
    if (state.exists && state.memberCount > 0) {
      await knex(STEPS).where(mark).delete();
      return state;
    }
    const now = await clock(knex);
    await knex(STEPS)
      .insert({ ...mark, taken_at: now })
      .onConflict(['subject_ref', 'step'])
      .ignore();
    const { taken_at: since } = await knex(STEPS).where(mark).first('taken_at');
    const isSo =
      now - Number(since) >= claimsConfig.vacantAfterHours * 3_600_000;
    return isSo ? state : undefined;
  }

  async #read(group: string) {
    const known = this.#known.get(group);
    if (known) return known;
    const { catalogView, members } = this.#options;
    const facts = await catalogView.getFacts([group]);
    const exists = facts.has(group);
    const state = {
      exists,
      memberCount: exists ? await members.count(group) : 0,
    };
    this.#known.set(group, state);
    return state;
  }
}
