export { bindsAction } from './bindsAction';
export type { IntendedAction } from './bindsAction';
export { decideOpenness, decideWindows, opennessSpans } from './decideWindows';
export { mergeSpans, overlaps } from './spans';
export type {
  DecidableOverride,
  DecidableWindow,
  OpennessSpan,
  WindowQuestion,
} from './types';
