import {
  bookingResourceRef,
  claimResourceRef,
  environmentResourceRef,
  eventResourceRef,
  releaseResourceRef,
  windowResourceRef,
} from '@release-desk/plugin-releases-node';
import { createAccessRules } from './accessRules';

export const windowRules = createAccessRules(windowResourceRef);
export const releaseRules = createAccessRules(releaseResourceRef);
export const eventRules = createAccessRules(eventResourceRef);
export const bookingRules = createAccessRules(bookingResourceRef);
export const claimRules = createAccessRules(claimResourceRef);
export const environmentRules = createAccessRules(environmentResourceRef);
