import {
  describeRecurrence,
  EntitySelector,
  Schedule,
} from '@release-desk/plugin-releases-common';
import { applyPatch } from '../../database';
import { CallContext } from '../../http/types';
import { EditService, EditServiceOptions, Written } from '../../resources';
import { ItemSource } from '../store';
import { CatalogChecks, ownerNamed, selectorNamed } from './CatalogChecks';
import { requireSchedule } from './schedules';
import {
  hideRefs,
  nameOf,
  refsOf,
  restoreOwner,
  restoreRefs,
} from './selectorRefs';
import { refuseSubscribed } from './subscribed';

interface Scoped extends Written {
  schedule: Schedule;
  selector: EntitySelector;
  source: ItemSource;
}

/** How a window or an event is shown. */
type Shown<T> = T & { scheduleText: string; warnings?: string[] };

/** What windows and events have in common: a schedule, and a scope. */
export abstract class ScopedService<
  T extends Scoped,
  Filter,
  Input,
  Patch extends object,
> extends EditService<T, Shown<T>, Filter, Input, Patch> {
  readonly #checks: CatalogChecks;
  readonly #now: () => number;

  protected constructor(
    options: EditServiceOptions<T, Filter> & { checks: CatalogChecks },
  ) {
    super(options);
    this.#checks = options.checks;
    this.#now = options.now;
  }

  /** Of the fields that only it has. Throws `InputError` naming the field. */
  protected abstract requireFields(item: T): void;

  /** What a field is when it is not given. */
  protected abstract readonly unsaid: (name: string) => unknown;

  protected requireEditable(before: T): void {
    refuseSubscribed(before);
  }

  protected async patched(
    before: T,
    patch: Patch,
    context: CallContext,
  ): Promise<T> {
    const after = applyPatch(before, patch, this.unsaid);
    const visible = await this.#checks.visible(namesOf(before), context);
    return {
      ...after,
      owner: restoreOwner(after.owner, before.owner, visible),
      selector: restoreRefs(after.selector, before.selector, visible),
    };
  }

  protected async check(
    after: T,
    context: CallContext,
    before?: T,
  ): Promise<void> {
    this.requireFields(after);
    requireSchedule(after.schedule, this.#now());
    await this.#checks.require(
      [
        ...ownerNamed(after, before),
        ...selectorNamed(after.selector, before?.selector),
      ],
      context,
    );
  }

  protected async present(item: T, context: CallContext): Promise<Shown<T>> {
    const shown = await super.present(item, context);
    const warnings = await this.#checks.warningsFor(item.selector);
    return { ...shown, ...(warnings.length > 0 && { warnings }) };
  }

  protected async presentAll(
    items: T[],
    context: CallContext,
  ): Promise<Shown<T>[]> {
    const visible = await this.#checks.visible(items.flatMap(namesOf), context);
    return items.map(item => ({
      ...item,
      owner: nameOf(item.owner, visible),
      selector: hideRefs(item.selector, visible),
      scheduleText: describeRecurrence(item.schedule),
    }));
  }
}

function namesOf({ owner, selector }: Scoped): string[] {
  return [owner, ...refsOf(selector)];
}
