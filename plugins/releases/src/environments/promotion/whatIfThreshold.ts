import type { CriterionAnswer } from '@release-desk/plugin-releases-common';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A threshold that can be slid: its range in steps, and what is sent for it. */
export interface Threshold {
  min: number;
  max: number;
  step: number;
  /** As it is. */
  before: number;
  /** In the criterion's own unit, for words. */
  toUnit(value: number): number;
  toRequest(value: number): number | string;
}

function same(value: number): number {
  return value;
}

/** Of criteria with a length; others are yes or no, and have nothing to slide. */
export function thresholdOf(criterion: CriterionAnswer): Threshold | undefined {
  const { kind, threshold, value, op } = criterion;
  if (typeof threshold !== 'number') return undefined;
  if (kind === 'success-rate')
    return {
      min: 0,
      max: 100,
      step: 1,
      before: threshold,
      toUnit: same,
      toRequest: same,
    };
  if (kind === 'approvals')
    return {
      min: 1,
      max: Math.max(5, threshold),
      step: 1,
      before: threshold,
      toUnit: same,
      toRequest: same,
    };
  if (kind === 'soak' || kind === 'age') {
    const unit = kind === 'soak' ? HOUR_MS : DAY_MS;
    const before = Math.max(1, Math.round(threshold / unit));
    return {
      min: 1,
      max: before * 2,
      step: 1,
      before,
      toUnit: amount => amount * unit,
      toRequest: amount => `${amount}${kind === 'soak' ? 'h' : 'd'}`,
    };
  }
  if (!['>=', '>', '<=', '<'].includes(op)) return undefined;
  const known = typeof value === 'number' ? value : threshold;
  const most = Math.max(threshold, known, 5) * 1.5;
  const isWhole = Number.isInteger(threshold) && Number.isInteger(known);
  const isShare = threshold > 5 && threshold <= 100 && known <= 100;
  return {
    min: Math.min(0, threshold),
    max: isShare ? 100 : Math.ceil(most),
    step: isWhole || most > 20 ? 1 : 0.1,
    before: threshold,
    toUnit: same,
    toRequest: same,
  };
}
