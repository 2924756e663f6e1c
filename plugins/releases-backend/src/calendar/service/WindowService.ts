import {
  windowCreatePermission,
  windowDeletePermission,
  WindowInput,
  WindowPatch,
  windowReadPermission,
  windowUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { Bookkeeping } from '../../database';
import { StoredWindow, WindowFilter } from '../store';
import { CalendarDependencies } from './dependencies';
import { ScopedService } from './ScopedService';
import { defaultEnforcement, requireEnforcement } from './windowRules';
import { WindowWriter } from './WindowWriter';

/** Freezes, allow windows and advisories. */
export class WindowService extends ScopedService<
  StoredWindow,
  WindowFilter,
  WindowInput,
  WindowPatch
> {
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

  protected requireFields(window: StoredWindow): void {
    requireEnforcement(window);
  }
}
