import { expect, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { apiAsGuest } from './api';
import { openAsGuest } from './signIn';

const SERVICE = '/catalog/default/component/checkout-api';
const QUESTION = {
  entityRef: 'component:default/checkout-api',
  environmentRef: 'resource:default/production-eu',
};

interface Answer {
  state: string;
  because: { effect: string; title: string; reason: string }[];
  nextTransition?: { at: string };
}

const ask = (question: object) =>
  `/windows/state?${new URLSearchParams({ ...QUESTION, ...question })}`;

/** As the pages write it, in the zone of the browser. */
const moment = (instant: string) =>
  DateTime.fromISO(instant, { zone: 'Europe/Berlin' }).toFormat('HH:mm');

test('the page of a service says whether it may ship, until when and why', async ({
  page,
  request,
}) => {
  const api = await apiAsGuest(request);
  // The example company is in its peak, whatever day it is.
  const answer: Answer = await api.get(ask({}));
  expect(answer.state).toBe('closed');
  const closing = answer.because.filter(({ effect }) => effect === 'closes');
  const opens = answer.nextTransition!.at;

  await openAsGuest(page, SERVICE);
  await page.getByRole('link', { name: 'Open the tab Releases' }).click();
  await expect(page).toHaveURL(`${SERVICE}/releases`);
  await page.goto(
    `${SERVICE}/releases?where=${encodeURIComponent(QUESTION.environmentRef)}`,
  );
  const sentence = page.getByRole('heading', {
    name: /^Closed for deployments to /,
  });
  await expect(sentence).toContainText(`${moment(opens)} `);
  for (const { title } of closing) await expect(sentence).toContainText(title);
  await expect(page.getByText(/^Opens in \d+ /)).toBeVisible();

  await page.getByRole('button', { name: 'Why this answer' }).click();
  for (const { title } of closing)
    await expect(
      page.getByRole('link', { name: `${title} closes it until` }),
    ).toBeVisible();
  await expect(
    page.getByText(/It covers it by .*domain commerce/),
  ).toBeVisible();
});

test('another question has another answer', async ({ page, request }) => {
  const api = await apiAsGuest(request);
  const rollback: Answer = await api.get(ask({ action: 'rollback' }));
  expect(rollback.state).not.toBe('closed');

  await openAsGuest(
    page,
    `${SERVICE}/releases?where=${encodeURIComponent(QUESTION.environmentRef)}`,
  );
  const question = page.getByRole('group', { name: 'The question' });
  await expect(
    page.getByRole('heading', { name: /^Closed for deployments/ }),
  ).toBeVisible();
  await question.getByRole('button', { name: /What/ }).click();
  await page.getByRole('option', { name: 'roll back' }).click();
  await expect(
    page.getByRole('heading', { name: /^Open for rollbacks/ }),
  ).toBeVisible();
  await expect(page).toHaveURL(/action=rollback/);
});
