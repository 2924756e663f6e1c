import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { Browser, chromium, Page } from 'playwright-core';
import { clicksOf } from './pageRound';
import { countMonth, fillMonth, readPlaces, ZONE } from './pageSeed';
import { ClickTime, settler, timeClick, watchClicks } from './pageTiming';

export interface ClickTiming {
  view: string;
  name: string;
  /** Milliseconds from the release of the button to the paint of the answer. */
  median: number;
  p95: number;
  /** At the median, to the paint of all that changes. */
  drawn: number;
}

/**
 * Fills the current month of a portal up to so many items, opens its calendar
 * in a browser and makes each click so many times. The first round, in which
 * the parts of the page are loaded, does not count.
 */
export async function measurePageClicks(options: {
  url: string;
  rounds: number;
  items: number;
  say(line: string): void;
}): Promise<ClickTiming[]> {
  const { url, rounds, items, say } = options;
  const now = DateTime.now().setZone(ZONE);
  const token = await signIn(url);
  const client = clientOf(url, token);
  const before = await countMonth(client, now);
  if (before < items) {
    say(`Entering ${items - before} items of this month`);
    const places = await readPlaces(url, token);
    await fillMonth(client, { count: items - before, now, places });
  }
  const count = await countMonth(client, now);
  if (count < items) throw new Error(`The month has only ${count} items`);
  say(`The month has ${count} items`);

  const browser = await launch();
  try {
    const page = await openCalendar(browser, url);
    const settle = settler(page);
    const round = clicksOf(now);
    const times = new Map(round.map(click => [click, [] as ClickTime[]]));
    for (let turn = 0; turn <= rounds; turn++) {
      for (const click of round) {
        await settle();
        const found = await click.find(page, turn);
        const taken = await timeClick(page, found).catch(error => {
          throw new Error(`${click.view}, ${click.name}: ${error.message}`);
        });
        if (turn > 0) times.get(click)!.push(taken);
      }
    }
    return round.map(click => {
      const taken = times.get(click)!;
      const answered = taken.map(one => one.answered).sort(ascending);
      const drawn = taken.map(one => one.drawn).sort(ascending);
      return {
        view: click.view,
        name: click.name,
        median: answered[Math.floor(answered.length / 2)],
        p95: answered[Math.ceil(answered.length * 0.95) - 1],
        drawn: drawn[Math.floor(drawn.length / 2)],
      };
    });
  } finally {
    await browser.close();
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
    ],
  });
}

async function openCalendar(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    timezoneId: ZONE,
  });
  const page = await context.newPage();
  await watchClicks(page);
  await page.goto(`${url}/releases/calendar`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.locator('[role="grid"] button[data-item]').first().waitFor();
  return page;
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!answer.ok) throw new Error(`Sign-in failed: ${await answer.text()}`);
  return (await answer.json()).backstageIdentity.token;
}

function clientOf(url: string, token: string): ReleasesClient {
  return new ReleasesClient({
    discoveryApi: { getBaseUrl: async () => `${url}/api/releases` },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });
}
