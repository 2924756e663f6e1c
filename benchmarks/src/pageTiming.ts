import type { Locator, Page } from 'playwright-core';

/** What one sees when the click is answered; it must not hold before. */
export interface Answer {
  selector: string;
  /** The whole text of one of those elements. */
  text?: string;
  /** What the text must no longer be. */
  other?: string;
  /** None of them must be left. */
  gone?: boolean;
}

export interface ClickTime {
  /** Milliseconds from the release of the button to the paint of its answer. */
  answered: number;
  /** The same, to the paint of everything that it changes. */
  drawn: number;
}

interface Recorder {
  arm(answers: { answer: Answer; whole: Answer }): void;
  taken?: ClickTime;
}

declare global {
  interface Window {
    clickRecorder: Recorder;
  }
}

const PATIENCE_MS = 30_000;
/** The browser reports a paint some time after it. */
const REPORT_MS = 250;
const QUIET_MS = 150;

/**
 * Measures from the release of the mouse button to the paint that shows the
 * answer: our own mark just after the frame that holds it, or what the browser
 * reports as the next paint of that click (Event Timing), whichever is later.
 */
export async function watchClicks(page: Page): Promise<void> {
  await page.addInitScript(
    ({ reportMs }) => {
      const recorder: Recorder = {
        arm({ answer, whole }) {
          const holds = ({ selector, text, other, gone }: Answer) => {
            const found = [...document.querySelectorAll(selector)].some(
              ({ textContent }) =>
                (text === undefined || textContent === text) &&
                textContent !== other,
            );
            return gone ? !found : found;
          };
          for (const one of [answer, whole])
            if (holds(one))
              throw new Error(
                `The answer is there before the click: ${JSON.stringify(one)}`,
              );
          recorder.taken = undefined;
          window.addEventListener(
            'pointerup',
            ({ timeStamp }) => {
              let answered: number | undefined;
              let reported = 0;
              const observer = new PerformanceObserver(list => {
                for (const { name, startTime, duration } of list.getEntries())
                  if (
                    ['pointerup', 'mouseup', 'click'].includes(name) &&
                    startTime >= timeStamp - 1
                  )
                    reported = Math.max(reported, duration);
              });
              observer.observe({
                type: 'event',
                durationThreshold: 16,
              } as PerformanceObserverInit);
              const look = () => {
                const isAnswered = answered !== undefined || holds(answer);
                const isDrawn = isAnswered && holds(whole);
                // The task after the frame: what it holds has been painted.
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => {
                  const painted = performance.now() - timeStamp;
                  if (isAnswered) answered ??= painted;
                  if (!isDrawn) return;
                  setTimeout(() => {
                    observer.disconnect();
                    recorder.taken = {
                      answered: Math.max(answered!, reported),
                      drawn: Math.max(painted, reported),
                    };
                  }, reportMs);
                };
                port2.postMessage(undefined);
                if (!isDrawn) requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            },
            { capture: true, once: true },
          );
        },
      };
      window.clickRecorder = recorder;
    },
    { reportMs: REPORT_MS },
  );
}

export async function timeClick(
  page: Page,
  click: { target: Locator; answer: Answer; whole?: Answer },
): Promise<ClickTime> {
  const { target, answer, whole = answer } = click;
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`Nothing to click at: ${target}`);
  // The pointer rests on it before it is pressed, as a hand does.
  await page.mouse.move(
    box.x + Math.min(box.width / 2, 40),
    box.y + box.height / 2,
  );
  await page.waitForTimeout(50);
  await page.evaluate(answers => window.clickRecorder.arm(answers), {
    answer,
    whole,
  });
  await page.mouse.down();
  await page.mouse.up();
  const taken = await page
    .waitForFunction(() => window.clickRecorder.taken, undefined, {
      timeout: PATIENCE_MS,
    })
    .catch(() => {
      throw new Error(`No answer: ${JSON.stringify([answer, whole])}`);
    });
  return (await taken.jsonValue())!;
}

/** @returns what waits until nothing is loaded, drawn or computed any more */
export function settler(page: Page): () => Promise<void> {
  const open = new Set<unknown>();
  let last = Date.now();
  page.on('request', request => {
    open.add(request);
    last = Date.now();
  });
  const close = (request: unknown) => {
    open.delete(request);
    last = Date.now();
  };
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return async () => {
    const deadline = Date.now() + PATIENCE_MS;
    while (open.size > 0 || Date.now() - last < QUIET_MS) {
      if (Date.now() > deadline) throw new Error('The page does not settle');
      await page.waitForTimeout(25);
    }
    await page.waitForFunction(
      () => !document.querySelector('[aria-busy="true"]'),
      undefined,
      { timeout: PATIENCE_MS },
    );
    await page.evaluate(
      () =>
        new Promise<void>(resolve => {
          requestIdleCallback(() => requestIdleCallback(() => resolve()));
        }),
    );
  };
}
