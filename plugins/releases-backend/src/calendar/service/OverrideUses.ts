import { randomUUID } from 'node:crypto';
import { ConflictError, InputError } from '@backstage/errors';
import {
  Because,
  decideWindows,
  invokerSchema,
  OverrideUse,
  Page,
} from '@release-desk/plugin-releases-common';
import { z } from 'zod';
import { overrideUseInputSchema } from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { ResourceGuard, toPage } from '../../resources';
import { StoredOverride } from '../store';
import { CoveringWindows } from './CoveringWindows';
import { CalendarDependencies } from './dependencies';
import { statusAt } from './overrideStatus';
import { nameOf } from './selectorRefs';

type OverrideUseInput = z.output<typeof overrideUseInputSchema>;

/** Who passed a freeze on the strength of an override, every time. */
export class OverrideUses {
  readonly #options: CalendarDependencies;
  readonly #covering: CoveringWindows;
  readonly #guard: ResourceGuard<StoredOverride>;

  constructor(
    options: CalendarDependencies & {
      covering: CoveringWindows;
      guard: ResourceGuard<StoredOverride>;
    },
  ) {
    this.#options = options;
    this.#covering = options.covering;
    this.#guard = options.guard;
  }

  async list(
    query: { id: string; limit: number; cursor?: string },
    context: CallContext,
  ): Promise<Page<OverrideUse>> {
    const { id, limit, cursor } = query;
    await this.#guard.readable(id, context);
    const listed = await this.#options.overrideUses.list({
      overrideId: id,
      limit,
      cursor,
    });
    const visible = await this.#options.checks.visible(
      listed.items.flatMap(refsOfUse),
      context,
    );
    const name = (ref: string) => nameOf(ref, visible);
    return toPage(
      listed,
      listed.items.map(use => ({
        ...use,
        entityRef: name(use.entityRef),
        ...(use.environmentRef && { environmentRef: name(use.environmentRef) }),
      })),
    );
  }

  /** Throws `ConflictError` where there is nothing that it lets pass now. */
  async use(
    id: string,
    input: OverrideUseInput,
    context: CallContext,
  ): Promise<OverrideUse> {
    const { knex, overrides, overrideUses, auditLog, now } = this.#options;
    const override = await this.#guard.readable(id, context);
    const at = now();
    this.#requireInForce(override, at);
    await this.#requireEffect(override, input, at, context);
    const use: OverrideUse = {
      ...input,
      id: randomUUID(),
      usedAt: new Date(at).toISOString(),
      usedBy: context.actor,
    };
    await transact(knex, async tx => {
      // Revoked by somebody else while we looked.
      if (!(await overrides.countUse(tx, id, at)))
        throw new ConflictError('This override is no longer in force');
      await overrideUses.insert(tx, id, use);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'override.use',
        objectRef: `override:${id}`,
        entityRefs: refsOfUse(use),
        after: use,
        ...(use.run && { reason: use.run }),
      });
    });
    return use;
  }

  #requireInForce(override: StoredOverride, now: number): void {
    const status = statusAt(override, now);
    if (status !== 'approved')
      throw new ConflictError(
        `This override is ${status}; only an approved one that has not expired lets anything pass`,
      );
  }

  /** By the same rules that say whether the freeze closes. */
  async #requireEffect(
    override: StoredOverride,
    input: OverrideUseInput,
    at: number,
    context: CallContext,
  ): Promise<void> {
    const { checks } = this.#options;
    const subject = await checks.subject(input, context);
    const { windows } = await this.#covering.find(subject, {
      since: at,
      until: at,
    });
    const window = windows.find(item => item.id === override.windowId);
    if (!window)
      throw new InputError(
        `entityRef: expected an entity that the freeze covers, in an environment that it covers`,
      );
    const effects = invokerSchema.options.flatMap(invoker =>
      decideWindows([window], {
        ...subject,
        at: new Date(at).toISOString(),
        action: input.action,
        invoker,
        overrides: [{ ...override, approvedAt: override.decidedAt }],
      }).because.map(because => because.effect),
    );
    if (!effects.includes('overridden')) refuse(effects);
  }
}

function refuse(effects: Because['effect'][]): never {
  if (effects.includes('closes') || effects.includes('warns'))
    throw new InputError(
      'entityRef: expected an entity, environment and action within the scope of the override',
    );
  throw new ConflictError(
    effects.includes('exempt')
      ? 'The freeze lets this pass without an override'
      : 'The freeze is not active now, so there is nothing to override',
  );
}

function refsOfUse(use: OverrideUseInput): string[] {
  return use.environmentRef
    ? [use.entityRef, use.environmentRef]
    : [use.entityRef];
}
