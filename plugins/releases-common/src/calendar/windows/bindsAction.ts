import type { Action, ChangeType, Invoker } from '../schema';
import { DecidableWindow } from './types';

const DEFAULT_ACTIONS: Action[] = ['deploy', 'rollback', 'apply', 'promote'];
const DEFAULT_INVOKERS: Invoker[] = ['human', 'automation'];
const DEFAULT_EXEMPT: ChangeType[] = ['rollback'];

/** Who wants to do what. @public */
export interface IntendedAction {
  /** `deploy` unless told. */
  action?: Action;
  /** `human` unless told. */
  invoker?: Invoker;
  /** `normal` unless told. */
  changeType?: ChangeType;
}

/** Whether the window speaks of such an action by such an invoker at all. */
export function concerns(
  window: Pick<DecidableWindow, 'actions' | 'invokers'>,
  { action = 'deploy', invoker = 'human' }: IntendedAction,
): boolean {
  const { actions = DEFAULT_ACTIONS, invokers = DEFAULT_INVOKERS } = window;
  return actions.includes(action) && invokers.includes(invoker);
}

/** Whether the window lets this type of change pass in spite of it. */
export function exempts(
  window: Pick<DecidableWindow, 'exemptChangeTypes'>,
  { action, changeType = 'normal' }: IntendedAction,
): boolean {
  const { exemptChangeTypes = DEFAULT_EXEMPT } = window;
  return exemptChangeTypes.includes(
    action === 'rollback' ? 'rollback' : changeType,
  );
}

/**
 * Whether a window has a say in an action: it names the action and the invoker,
 * and does not exempt the type of change. The action `rollback` counts as a
 * change of type `rollback`.
 *
 * @public
 */
export function bindsAction(
  window: Pick<DecidableWindow, 'actions' | 'invokers' | 'exemptChangeTypes'>,
  intended: IntendedAction,
): boolean {
  return concerns(window, intended) && !exempts(window, intended);
}
