import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { inZone } from '../../shared/time';
import {
  createCatalogFixtures,
  createFixtures,
  makeItem,
  PICTURE_NOW,
} from '../../testing';
import { periodOf } from '../period';
import { TimelineView } from './TimelineView';

const ZONE = 'Europe/Berlin';

async function open(items = createFixtures(), path = '/?view=timeline') {
  const onSelect = jest.fn();
  const move = {
    begin: jest.fn(() => true),
    to: jest.fn(),
    by: jest.fn(),
    drop: jest.fn(),
    cancel: jest.fn(),
  };
  const view = await renderInTestApp(
    <TimelineView
      period={periodOf('timeline', inZone(PICTURE_NOW, ZONE).startOf('day'))}
      items={items}
      timeZone={ZONE}
      now={PICTURE_NOW}
      move={move}
      onSelect={onSelect}
      onOpenDay={() => {}}
      onGoTo={() => {}}
      onCreate={() => {}}
    />,
    {
      initialRouteEntries: [path],
      apis: [
        [catalogApiRef, catalogApiMock({ entities: createCatalogFixtures() })],
      ],
    },
  );
  return { ...view, onSelect, move };
}

const checkout = () =>
  screen.getByRole('button', { name: /checkout-api 4\.18\.0, planned/ });

describe('TimelineView', () => {
  it('stands every item in its lane, spoken, and passes axe', async () => {
    const { container } = await open();
    expect(
      await screen.findByText('10 of 10 systems', {}, { timeout: 5000 }),
    ).toBeInTheDocument();
    const lane = screen.getByRole('list', { name: 'checkout, team-checkout' });
    expect(within(lane).getAllByRole('button')).toContain(checkout());
    expect(checkout()).toHaveAccessibleName(/falls into Black Friday freeze/);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('is one tab stop, walked by arrows; Enter opens and M moves', async () => {
    const { container, onSelect, move } = await open();
    expect(container.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(
      1,
    );
    checkout().focus();
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('m');
    expect(move.begin).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'One-page checkout' }),
      'all',
    );
    await userEvent.keyboard('{ArrowLeft}');
    await waitFor(() =>
      expect(document.activeElement).toHaveAccessibleName(/4\.17\.3/),
    );
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() =>
      expect(document.activeElement).not.toHaveAccessibleName(/4\.17\.3/),
    );
    expect(container.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(
      1,
    );
  });

  it('shows the same items as a real table', async () => {
    await open();
    await userEvent.click(
      screen.getByRole('button', { name: /The same \d+ items as a table/ }),
    );
    expect(await screen.findByRole('grid')).toBeInTheDocument();
  });

  it('groups by owner where the link says so', async () => {
    await open(undefined, '/?view=timeline&group=owner');
    expect(
      await screen.findByRole('group', { name: /by owner/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: /^team-checkout/ }),
    ).toBeInTheDocument();
  });

  it('draws only the lanes in sight when there are many', async () => {
    // jsdom lays nothing out: the scroller is given a height of its own.
    const height = jest
      .spyOn(Element.prototype, 'clientHeight', 'get')
      .mockReturnValue(600);
    try {
      const items = Array.from({ length: 200 }, (_, index) =>
        makeItem({
          kind: 'release',
          title: `release ${index}`,
          start: '2026-11-24T08:00:00Z',
          end: '2026-11-24T10:00:00Z',
          systems: [`system:default/s${String(index).padStart(3, '0')}`],
        }),
      );
      const { container } = await open(items);
      const drawn = () => container.querySelectorAll('[data-lane]').length;
      await waitFor(() => expect(drawn()).toBeGreaterThan(5));
      expect(drawn()).toBeLessThan(60);
    } finally {
      height.mockRestore();
    }
  });
});
