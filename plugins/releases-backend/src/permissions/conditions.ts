import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  eventResourceRef,
  releaseResourceRef,
  windowResourceRef,
} from '@release-desk/plugin-releases-node';
import { eventRules, releaseRules, windowRules } from './rules';

const windows = createConditionExports({
  resourceRef: windowResourceRef,
  rules: windowRules,
});
const releases = createConditionExports({
  resourceRef: releaseResourceRef,
  rules: releaseRules,
});
const events = createConditionExports({
  resourceRef: eventResourceRef,
  rules: eventRules,
});

/**
 * Conditions on windows, for authors of permission policies.
 *
 * @public
 */
export const windowConditions = windows.conditions;

/**
 * Makes a decision out of {@link windowConditions}.
 *
 * @public
 */
export const createWindowConditionalDecision =
  windows.createConditionalDecision;

/**
 * Conditions on releases, for authors of permission policies.
 *
 * @public
 */
export const releaseConditions = releases.conditions;

/**
 * Makes a decision out of {@link releaseConditions}.
 *
 * @public
 */
export const createReleaseConditionalDecision =
  releases.createConditionalDecision;

/**
 * Conditions on business and vendor events, for authors of permission policies.
 *
 * @public
 */
export const eventConditions = events.conditions;

/**
 * Makes a decision out of {@link eventConditions}.
 *
 * @public
 */
export const createEventConditionalDecision = events.createConditionalDecision;
