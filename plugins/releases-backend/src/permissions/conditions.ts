import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  bookingResourceRef,
  claimResourceRef,
  environmentResourceRef,
  eventResourceRef,
  releaseResourceRef,
  windowResourceRef,
} from '@release-desk/plugin-releases-node';
import {
  bookingRules,
  claimRules,
  environmentRules,
  eventRules,
  releaseRules,
  windowRules,
} from './rules';

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
const bookings = createConditionExports({
  resourceRef: bookingResourceRef,
  rules: bookingRules,
});
const claims = createConditionExports({
  resourceRef: claimResourceRef,
  rules: claimRules,
});
const environments = createConditionExports({
  resourceRef: environmentResourceRef,
  rules: environmentRules,
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

/**
 * Conditions on bookings of environments, for authors of permission policies.
 *
 * @public
 */
export const bookingConditions = bookings.conditions;

/**
 * Makes a decision out of {@link bookingConditions}.
 *
 * @public
 */
export const createBookingConditionalDecision =
  bookings.createConditionalDecision;

/**
 * Conditions on environments, for authors of permission policies.
 *
 * @public
 */
export const environmentConditions = environments.conditions;

/**
 * Makes a decision out of {@link environmentConditions}.
 *
 * @public
 */
export const createEnvironmentConditionalDecision =
  environments.createConditionalDecision;

/**
 * Conditions on claims of environments, for authors of permission policies.
 *
 * @public
 */
export const claimConditions = claims.conditions;

/**
 * Makes a decision out of {@link claimConditions}.
 *
 * @public
 */
export const createClaimConditionalDecision = claims.createConditionalDecision;
