import {
  RiCheckboxBlankCircleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiDatabase2Line,
  RiErrorWarningLine,
  RiFingerprintLine,
  RiFlowChart,
  RiForbidLine,
  RiGhostLine,
  RiGroupLine,
  RiHourglassLine,
  RiInboxLine,
  RiLock2Line,
  RiPlayCircleLine,
  RiShieldCheckLine,
  RiShieldUserLine,
  RiSnowflakeLine,
  RiTimeLine,
  RiTimerLine,
  RiUserUnfollowLine,
  RiZzzLine,
} from '@remixicon/react';
import { ComponentType } from 'react';

/** What a colour may say; everything else is `neutral`. */
export type Tone = 'neutral' | 'good' | 'warn' | 'wrong' | 'yours';

export interface StatusLook {
  Icon: ComponentType<{ size?: number | string }>;
  tone: Tone;
}

/** How each status looks, wherever it is shown. */
export const STATUS_LOOKS = {
  free: { Icon: RiCheckboxBlankCircleLine, tone: 'good' },
  taken: { Icon: RiLock2Line, tone: 'neutral' },
  shared: { Icon: RiGroupLine, tone: 'good' },
  yours: { Icon: RiLock2Line, tone: 'yours' },
  unclaimed: { Icon: RiUserUnfollowLine, tone: 'warn' },
  attest: { Icon: RiShieldCheckLine, tone: 'warn' },
  claim: { Icon: RiShieldUserLine, tone: 'neutral' },
  idle: { Icon: RiZzzLine, tone: 'warn' },
  frozen: { Icon: RiSnowflakeLine, tone: 'neutral' },
  waiting: { Icon: RiHourglassLine, tone: 'yours' },
  offered: { Icon: RiHourglassLine, tone: 'yours' },
  ask: { Icon: RiInboxLine, tone: 'neutral' },
  draft: { Icon: RiTimeLine, tone: 'neutral' },
  pending: { Icon: RiTimeLine, tone: 'neutral' },
  approved: { Icon: RiCheckLine, tone: 'neutral' },
  active: { Icon: RiPlayCircleLine, tone: 'neutral' },
  completed: { Icon: RiCheckLine, tone: 'neutral' },
  rejected: { Icon: RiCloseCircleLine, tone: 'neutral' },
  cancelled: { Icon: RiForbidLine, tone: 'neutral' },
  expired: { Icon: RiTimerLine, tone: 'neutral' },
  'no-show': { Icon: RiGhostLine, tone: 'neutral' },
  warning: { Icon: RiErrorWarningLine, tone: 'warn' },
  'raw-data': { Icon: RiDatabase2Line, tone: 'wrong' },
  'forbidden-flow': { Icon: RiFlowChart, tone: 'warn' },
  'identity-in-tiers': { Icon: RiFingerprintLine, tone: 'warn' },
  'undeclared-identity': { Icon: RiFingerprintLine, tone: 'warn' },
} satisfies Record<string, StatusLook>;

export type Status = keyof typeof STATUS_LOOKS;
