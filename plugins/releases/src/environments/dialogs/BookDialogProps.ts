import type { Booking } from '@release-desk/plugin-releases-common';

/** What the dialog that books is opened with. */
export interface BookDialogProps {
  environmentRefs: string[];
  /** ISO 8601 instants. */
  start?: string;
  end?: string;
  onClose(): void;
  onBooked?(booking: Booking): void;
}
