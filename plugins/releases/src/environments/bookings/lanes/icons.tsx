import {
  RemixiconComponentType,
  RiBugLine,
  RiDatabase2Line,
  RiEqualizerLine,
  RiEyeLine,
  RiGroupLine,
  RiHourglassLine,
  RiLock2Line,
  RiLoopRightLine,
  RiPresentationLine,
  RiRocketLine,
  RiSpeedUpLine,
  RiTestTubeLine,
  RiTimeLine,
  RiToolsLine,
} from '@remixicon/react';
import type {
  BookingMode,
  BookingUsage,
} from '@release-desk/plugin-releases-common';
import { LaneBar } from './laneBars';

type Icon = RemixiconComponentType;

export const USAGE_ICONS: Record<BookingUsage, Icon> = {
  deploy: RiRocketLine,
  config: RiEqualizerLine,
  'data-refresh': RiDatabase2Line,
  test: RiTestTubeLine,
  regression: RiLoopRightLine,
  demo: RiPresentationLine,
  performance: RiSpeedUpLine,
  maintenance: RiToolsLine,
  debug: RiBugLine,
};

export const MODE_ICONS: Record<BookingMode, Icon> = {
  exclusive: RiLock2Line,
  shared: RiGroupLine,
  observer: RiEyeLine,
};

export function UsageIcon(props: { usage?: BookingUsage; size?: number }) {
  const Icon = props.usage ? USAGE_ICONS[props.usage] : RiLock2Line;
  return <Icon size={props.size ?? 14} aria-hidden />;
}

/** What stands before the second line of a bar. */
export function SignIcon(props: { bar: Pick<LaneBar, 'sign' | 'mode'> }) {
  const { sign, mode } = props.bar;
  let Icon: Icon = MODE_ICONS[mode];
  if (sign === 'pending') Icon = RiTimeLine;
  if (sign === 'waiting') Icon = RiHourglassLine;
  return <Icon size={14} aria-hidden />;
}
