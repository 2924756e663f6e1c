import type { Money } from '@release-desk/plugin-releases-common';

/** `€18`, `€12.50`: no cents where there are none. */
export function formatMoney({ currency, amount }: Money): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(amount);
}
