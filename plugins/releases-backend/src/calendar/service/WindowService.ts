import {
  windowCreatePermission,
  windowDeletePermission,
  WindowInput,
  windowInputSchema,
  WindowPatch,
  windowReadPermission,
  windowUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { Bookkeeping } from '../../database';
import { CallContext } from '../../http/types';
import { StoredWindow, WindowFilter } from '../store';
import { CalendarDependencies } from './dependencies';
import { ScopedService } from './ScopedService';
import { unsaidIn } from './unsaid';
import { defaultEnforcement, requireEnforcement } from './windowRules';
import { WindowWriter } from './WindowWriter';

/** Freezes, allow windows and advisories. */
export class WindowService extends ScopedService<
  StoredWindow,
  WindowFilter,
  WindowInput,
  WindowPatch
> {
  protected readonly unsaid = unsaidIn(windowInputSchema);

  constructor(options: CalendarDependencies & { writer: WindowWriter }) {
    super({
      ...options,
      store: options.windows,
      noun: 'window',
      read: windowReadPermission,
      permissions: {
        create: windowCreatePermission,
        update: windowUpdatePermission,
        delete: windowDeletePermission,
      },
    });
  }

  protected made(
    input: WindowInput,
    made: Bookkeeping & { id: string },
  ): StoredWindow {
    return {
      ...input,
      enforcement: input.enforcement ?? defaultEnforcement(input.kind),
      source: { type: 'native' },
      ...made,
    };
  }

  protected async patched(
    before: StoredWindow,
    patch: WindowPatch,
    context: CallContext,
  ): Promise<StoredWindow> {
    const after = await super.patched(before, patch, context);
    // Which it is when nobody says it depends on the kind.
    return patch.enforcement === null
      ? { ...after, enforcement: defaultEnforcement(after.kind) }
      : after;
  }

  protected requireFields(window: StoredWindow): void {
    requireEnforcement(window);
  }
}
