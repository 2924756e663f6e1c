import { DateTime } from 'luxon';
import type { Locator, Page } from 'playwright-core';
import { Answer } from './pageTiming';

/** A click of the round, in the order in which they follow each other. */
export interface Click {
  view: string;
  name: string;
  find(
    page: Page,
    round: number,
  ): Promise<{
    target: Locator;
    /** What is seen first; `whole` is what may be drawn after it. */
    answer: Answer;
    whole?: Answer;
  }>;
}

const PANEL = '[role="region"][data-kind="push"]';
const GRID = '[role="grid"][aria-description]';
const CHART = '[role="group"][aria-description]';
const LIST = 'section[aria-label] [role="grid"]';
const READY = '[aria-label="Only Ready"]';
/** Its label is its text. */
const PILL = ':not([aria-label])';

function pressed(isPressed: boolean, which: string): Answer {
  return { selector: `button[aria-pressed="${isPressed}"]${which}` };
}

function click(view: string, name: string, find: Click['find']): Click {
  return { view, name, find };
}

/** A button in sight, and what appears. */
function press(
  view: string,
  name: string,
  button: (page: Page) => Locator,
  answer: Answer,
  whole?: Answer,
): Click {
  return click(view, name, async page => ({
    target: button(page),
    answer,
    whole,
  }));
}

const byName = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true });
/** To another view: the toggle shows it at once, the view follows. */
function turnTo(view: string, name: string, selector: string) {
  return press(
    view,
    `to the ${name.toLowerCase()}`,
    page => page.getByRole('radio', { name, exact: true }),
    { selector: '[role="radio"][aria-checked="true"]', text: name },
    { selector },
  );
}

/** A chip of a release, another one in each round, and its panel. */
function openChip(view: string, name: string, within: string, shift: number) {
  return click(view, name, async (page, round) => {
    const chips = page.locator(
      `${within} button[data-item][data-look="release"]:not([data-selected])`,
    );
    const count = await chips.count();
    if (count < 10) throw new Error(`Only ${count} chips in the ${view} view`);
    return {
      target: chips.nth((round * 7 + shift) % count),
      answer: await anotherHeading(page),
    };
  });
}

function heading(text: string): Answer {
  return { selector: `${PANEL} h2`, text };
}

/** Of the panel, which may not be there yet. */
async function anotherHeading(page: Page): Promise<Answer> {
  const [other] = await page.locator(`${PANEL} h2`).allTextContents();
  return { selector: `${PANEL} h2`, other };
}

function closePanel(view: string) {
  return press(view, 'close the panel', byName('Close'), {
    selector: PANEL,
    gone: true,
  });
}

export function clicksOf(now: DateTime): Click[] {
  const title = (month: DateTime) =>
    month.setLocale('en').toFormat('LLLL yyyy');
  const month = { selector: 'h1', text: title(now) };
  const nextMonth = {
    selector: 'h1',
    text: title(now.startOf('month').plus({ months: 1 })),
  };
  const ready = (page: Page) =>
    page.getByRole('button', { name: 'Only Ready', exact: true });
  const others = `${GRID} button[data-look="release"]:not([data-status="ready"])`;
  const pill = (page: Page) =>
    page.getByRole('button', { name: /falls? into a freeze/ });
  const harmless = `${GRID} button[data-look="release"]:not([data-mark="collides"])`;

  return [
    openChip('month', 'open an item', GRID, 0),
    openChip('month', 'open another beside', GRID, 3),
    closePanel('month'),
    click('month', 'show a whole day', async (page, round) => {
      const days = page.locator(`${GRID} button[data-more]`);
      const target = days.nth(round % (await days.count()));
      const iso = (await target.getAttribute('data-more'))!;
      const day = DateTime.fromISO(iso, { locale: 'en' });
      return { target, answer: heading(day.toFormat('cccc d LLLL')) };
    }),
    closePanel('month'),
    press('month', 'filter by a tag', ready, pressed(true, READY), {
      selector: others,
      gone: true,
    }),
    press('month', 'take the tag away', ready, pressed(false, READY), {
      selector: others,
    }),
    press('month', 'only what collides', pill, pressed(true, PILL), {
      selector: harmless,
      gone: true,
    }),
    press('month', 'everything again', pill, pressed(false, PILL), {
      selector: harmless,
    }),
    press('month', 'next month', byName('Later'), nextMonth),
    press('month', 'back to today', byName('Today'), month),
    turnTo('month', 'Week', `${GRID} [role="rowheader"] [aria-hidden]`),
    openChip('week', 'open an item', GRID, 0),
    openChip('week', 'open another beside', GRID, 3),
    closePanel('week'),
    turnTo('week', 'List', `${LIST} [data-item]`),
    openRow(),
    closePanel('list'),
    click('list', 'next page', async page => {
      const first = page.locator(`${LIST} [data-item]`).first();
      const id = await first.getAttribute('data-item');
      return {
        target: byName('Next table page')(page),
        answer: { selector: `${LIST} [data-item="${id}"]`, gone: true },
      };
    }),
    turnTo('list', 'Timeline', `${CHART} button[data-item]`),
    openChip('timeline', 'open an item', CHART, 0),
    openChip('timeline', 'open another beside', CHART, 3),
    closePanel('timeline'),
    turnTo('timeline', 'Month', `${GRID} button[data-item]`),
  ];
}

function openRow() {
  return click('list', 'open an item', async (page, round) => {
    const rows = page.locator(`${LIST} [data-item]`);
    return {
      target: rows.nth((round * 7) % (await rows.count())),
      answer: await anotherHeading(page),
    };
  });
}
