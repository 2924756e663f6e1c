import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  CleanUpStep,
  dueCleanUp,
  EntityFacts,
  environmentOf,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock, transact } from '../../database';
import { entityLink, entityName, instantInWords, Notifier } from '../notices';
import { OWN_ACTOR } from '../service/ownActor';
import { lockEnvironments } from '../store';
import { CleanUpConfig } from './cleanUpConfig';
import { CleanUpStore, CleanUpSubject } from './CleanUpStore';
import { EnvironmentExpiry } from './EnvironmentExpiry';

interface CleanUp {
  knex: Knex;
  clock: Clock;
  catalogView: CatalogView;
  logger: LoggerService;
  notifier: Notifier;
  expiry: EnvironmentExpiry;
  cleanUp: CleanUpStore;
  cleanUpConfig: CleanUpConfig;
  signal?: AbortSignal;
}

/**
 * Tells holders before the end, owners at the end, and marks the environment
 * after the grace, each in its own transaction and once over all replicas. For
 * the scheduler. Answers how many steps it took.
 */
export async function cleanUpByClock(options: CleanUp): Promise<number> {
  const { knex, clock, catalogView, cleanUp, logger, signal } = options;
  const { warnMinutes } = options.cleanUpConfig;
  const now = await clock(knex);
  const subjects = await cleanUp.candidates(now, warnMinutes * 60_000);
  const facts = await catalogView.getFacts(
    subjects.flatMap(({ environments }) => environments),
  );
  let taken = 0;
  for (const subject of subjects) {
    if (signal?.aborted) return taken;
    try {
      taken += await transact(knex, tx => act(tx, subject, facts, options));
    } catch (error) {
      // One that cannot be cleaned up after must not keep the others from it.
      logger.error(
        `Could not clean up after ${subject.ref}: ${stringifyError(error)}`,
      );
    }
  }
  await cleanUp.dropUsedMarks();
  if (taken > 0) await cleanUp.dropSteps(now);
  return taken;
}

async function act(
  tx: Knex.Transaction,
  subject: CleanUpSubject,
  facts: Map<string, EntityFacts>,
  options: CleanUp,
): Promise<number> {
  const { clock, cleanUp, cleanUpConfig } = options;
  await lockEnvironments(tx, subject.environments);
  const now = await clock(tx);
  const { start, expiresAt, hasEnded } = subject;
  const due = dueCleanUp({
    start,
    expiresAt,
    now,
    done: await cleanUp.stepsOf(tx, subject.ref),
    warnMinutes: cleanUpConfig.warnMinutes,
    graceMinutes: Math.max(
      cleanUpConfig.graceMinutes,
      subject.graceMinutes ?? 0,
    ),
  }).filter(step => hasEnded || step === 'warn-holder');
  const isGoneAfterAlready =
    subject.kind === 'lease' &&
    hasEnded &&
    (await cleanUp.hasBookingExpired(tx, subject.bookingId));
  let taken = 0;
  for (const step of due) {
    const used =
      step === 'mark-expired'
        ? await usedSince(tx, subject, cleanUp)
        : undefined;
    // Its booking goes on: its holder may still come back, or give it back.
    if (used?.some(({ by }) => by === 'own')) continue;
    if (!(await cleanUp.take(tx, subject.ref, step, now))) continue;
    if (isGoneAfterAlready) continue;
    const free = used?.filter(({ by }) => by === 'nobody');
    await take(tx, step, subject, {
      free: free?.map(({ ref }) => ref) ?? [],
      facts,
      now,
      options,
    });
    taken += 1;
  }
  return taken;
}

async function usedSince(
  tx: Knex.Transaction,
  subject: CleanUpSubject,
  cleanUp: CleanUpStore,
) {
  const used = [];
  for (const ref of subject.environments)
    used.push({ ref, by: await cleanUp.usedSince(tx, ref, subject) });
  return used;
}

async function take(
  tx: Knex.Transaction,
  step: CleanUpStep,
  subject: CleanUpSubject,
  at: {
    free: string[];
    facts: Map<string, EntityFacts>;
    now: number;
    options: CleanUp;
  },
): Promise<void> {
  const { options, facts, now } = at;
  const { notifier, expiry, cleanUpConfig } = options;
  const { kind, ref, environments, purpose, expiresAt, timeZone } = subject;
  const [first] = environments;
  const names = environments.map(entityName).join(', ');
  const end = instantInWords(expiresAt, timeZone);
  const notice = {
    key: `${ref}:${step}`,
    scope: `${ref.split('@')[0]}:end`,
    topic: 'environment-expiry' as const,
    link: entityLink(first),
  };
  if (step === 'warn-holder') {
    await notifier.notify(tx, {
      ...notice,
      title: `Your ${kind} of ${names} ends ${end}`,
      description: `“${purpose}”. Give it back when you are done, or extend it.`,
      recipients: subject.holders,
    });
  } else if (step === 'tell-owner') {
    await notifier.notify(tx, {
      ...notice,
      key: `${ref}:${step}`,
      scope: `${ref}:owner`,
      title: `${names} was not given back`,
      description: `The ${kind} ended ${end}, and nobody gave it back.`,
      ownersOf: environments,
      severity: 'high',
    });
  } else {
    for (const environmentRef of at.free) {
      const known = facts.get(environmentRef);
      if (!mayExpire(known, cleanUpConfig)) continue;
      await expiry.mark(tx, {
        environmentRef,
        facts: known,
        reason: kind,
        subjectRef: ref,
        actor: OWN_ACTOR,
        now,
      });
    }
  }
}

/** One of unknown tier is none of those that are kept from it. */
function mayExpire(
  facts: EntityFacts | undefined,
  { tiers }: CleanUpConfig,
): boolean {
  const tier = facts && environmentOf(facts)?.environment.tier;
  return tier === undefined || tiers.includes(tier);
}
