import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

export type Theme = 'light' | 'dark';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** What a theme can break; all else is the same in every theme. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What Backstage draws around the pages of a plugin: not ours to put right. */
const CHROME = [
  'nav[aria-label="sidebar nav"]',
  // The tabs of a plugin's pages name a panel that Backstage does not draw.
  '[role=tablist][aria-label="Toolbar tabs"]',
];

export interface Part {
  /** What is looked at; the whole page unless told. */
  include?: string;
  exclude?: string[];
}

/** Asserts that what is shown breaks no rule of WCAG 2.1 A and AA. */
export async function expectAccessible(
  page: Page,
  name: string,
  options: Part & { theme: Theme },
): Promise<void> {
  const { theme, include = '#root', exclude = [] } = options;
  // Half faded in, everything has too little contrast. What never comes to
  // rest, as in the graph of a service, is not waited for.
  await page
    .waitForFunction(
      () =>
        document
          .getAnimations()
          .every(({ playState }) => playState !== 'running'),
      undefined,
      { timeout: 1500 },
    )
    .catch(() => undefined);
  const axe = new AxeBuilder({ page }).include(include);
  for (const part of [...CHROME, ...exclude]) axe.exclude(part);
  if (theme === 'light') axe.withTags(WCAG);
  else axe.withRules(COLOURS);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      // A mark in a grid is called by its title, which its name repeats; the
      // times and counts beside it are told in words instead. All that a day
      // holds counts as its label here, the names of the marks in it too, and a
      // cell of versions tells its figures in words.
      .filter(
        ({ html }) =>
          id !== 'label-content-name-mismatch' ||
          !/^<button [^>]*data-item=|^<(div|td)\b[^>]*\brole="gridcell"/.test(
            html,
          ),
      )
      .map(
        ({ target, failureSummary }) =>
          `${id}: ${target.join(' ')}: ${failureSummary}`,
      ),
  );
  expect.soft(found, `${name}, ${theme}`).toEqual([]);
}
