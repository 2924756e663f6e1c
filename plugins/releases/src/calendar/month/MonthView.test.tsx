import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { inZone } from '../../shared/time';
import { createFixtures, PICTURE_NOW } from '../../testing';
import { CalendarViewProps } from '../gridView';
import { periodOf } from '../period';
import { WeekView } from '../week/WeekView';
import { MonthView } from './MonthView';

jest.setTimeout(60_000);

const ZONE = 'Europe/Berlin';

const STILL = { begin: () => true, to() {}, by() {}, drop() {}, cancel() {} };

async function open(
  view: 'month' | 'week',
  extra: Partial<CalendarViewProps> = {},
) {
  const move = {
    begin: jest.fn(() => true),
    to: jest.fn(),
    by: jest.fn(),
    drop: jest.fn(),
    cancel: jest.fn(),
  };
  const View = view === 'month' ? MonthView : WeekView;
  await renderInTestApp(
    <View
      period={periodOf(view, inZone(PICTURE_NOW, ZONE).startOf('day'))}
      items={createFixtures()}
      timeZone={ZONE}
      now={PICTURE_NOW}
      move={move}
      onSelect={() => {}}
      onOpenDay={() => {}}
      onGoTo={() => {}}
      onCreate={() => {}}
      {...extra}
    />,
  );
  return { move };
}

function point(type: string, target: EventTarget, x: number, y = 100) {
  target.dispatchEvent(
    new MouseEvent(type, {
      bubbles: true,
      cancelable: true,
      button: 0,
      clientX: x,
      clientY: y,
    }),
  );
}

const cellOf = (iso: string) =>
  document.querySelector(`[data-day="${iso}"]`) as HTMLElement;

/** Days of 100 px, under a chip that lies over some of them. */
function layOut(days: string[], chip: HTMLElement) {
  document.elementsFromPoint = x => [
    chip,
    cellOf(days[Math.floor(x / 100)]),
    document.body,
  ];
}

describe.each(['month', 'week'] as const)('dragging in a %s', view => {
  const { elementsFromPoint } = document;
  afterEach(() => {
    document.elementsFromPoint = elementsFromPoint;
  });

  it('moves a ribbon by as many days as the pointer goes', async () => {
    const { move } = await open(view);
    const ribbon = screen.getAllByRole('button', {
      name: /^Business event Black Friday peak/,
    })[0];
    // It begins on the 26th; it is taken hold of on the 28th.
    layOut(['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'], ribbon);
    point('pointerdown', ribbon, 250);
    point('pointermove', document, 350, 109);
    expect(move.to).toHaveBeenLastCalledWith({ days: 1, minutes: 0 });
    point('pointerup', document, 350);
    expect(move.drop).toHaveBeenCalledTimes(1);
  });

  it('keeps the time of day in a month, and snaps to 15 minutes in a week', async () => {
    const { move } = await open(view);
    const chip = screen.getByRole('button', {
      name: /^Release checkout-api 4\.18\.0, planned/,
    });
    layOut(['2026-11-26', '2026-11-27'], chip);
    point('pointerdown', chip, 50, 100);
    point('pointermove', document, 150, 108);
    expect(move.to).toHaveBeenLastCalledWith({
      days: 1,
      minutes: view === 'week' ? 15 : 0,
    });
  });

  it('marks the ghost where it would fall into a freeze', async () => {
    const item = createFixtures().find(
      ({ title }) => title === 'cart-service 8.4.0',
    )!;
    await open(view, {
      move: {
        ...STILL,
        moving: {
          item,
          edge: 'all',
          shift: { days: -5, minutes: 0 },
          target: {
            start: '2026-11-26T12:00:00Z',
            end: '2026-11-26T14:00:00Z',
          },
        },
      },
    });
    expect(document.querySelector('[data-ghost]')).toHaveAttribute(
      'data-mark',
      'collides',
    );
  });
});
