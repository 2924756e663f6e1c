import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

// Debian's browser, not one that Playwright downloads.
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  throw new Error(
    `No chromium at ${chromium}. Install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
  );
}

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // One backend, one database: journeys do not run into each other.
  workers: 1,
  reporter: process.env.RELEASE_DESK_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.RELEASE_DESK_E2E_REPORT }]]
    : [['list']],
  use: {
    baseURL: process.env.RELEASE_DESK_E2E_URL,
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
