import type { ReleaseStatus } from '@release-desk/plugin-releases-common';
import {
  RemixiconComponentType,
  RiArrowGoBackLine,
  RiBriefcase4Line,
  RiCheckboxCircleFill,
  RiCheckboxCircleLine,
  RiCircleLine,
  RiCloseCircleLine,
  RiDoorOpenLine,
  RiKey2Line,
  RiMegaphoneLine,
  RiPlug2Line,
  RiPriceTag3Line,
  RiProgress4Line,
  RiSnowflakeLine,
} from '@remixicon/react';
import { EndMark, Look } from './look';

const LOOK_ICONS: Record<Look, RemixiconComponentType> = {
  'freeze-hard': RiSnowflakeLine,
  'freeze-soft': RiSnowflakeLine,
  allow: RiDoorOpenLine,
  advisory: RiMegaphoneLine,
  business: RiBriefcase4Line,
  vendor: RiPlug2Line,
  release: RiPriceTag3Line,
};

const STATUS_ICONS: Record<ReleaseStatus, RemixiconComponentType> = {
  planned: RiCircleLine,
  ready: RiCheckboxCircleLine,
  'in-progress': RiProgress4Line,
  released: RiCheckboxCircleFill,
  'rolled-back': RiArrowGoBackLine,
  cancelled: RiCloseCircleLine,
};

interface IconProps {
  size?: number;
  className?: string;
}

/** The icon of a kind; decoration, the words beside it speak. */
export function LookIcon(props: IconProps & { look: Look }) {
  const { look, size = 14, className } = props;
  const Icon = LOOK_ICONS[look];
  return <Icon size={size} className={className} aria-hidden />;
}

/** The sign of a release's status; decoration. */
export function StatusIcon(props: IconProps & { status: ReleaseStatus }) {
  const { status, size = 14, className } = props;
  const Icon = STATUS_ICONS[status] ?? RiCircleLine;
  return <Icon size={size} className={className} aria-hidden />;
}

export function EndMarkIcon(props: IconProps & { mark: EndMark }) {
  const { mark, size = 12, className } = props;
  const Icon = mark === 'override' ? RiKey2Line : RiSnowflakeLine;
  return <Icon size={size} className={className} aria-hidden />;
}
