import { expect, Page } from '@playwright/test';

/** Opens a page of the portal as the guest, Mira Okafor of Checkout. */
export async function openAsGuest(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('button', { name: 'Enter' })).toBeHidden();
}
