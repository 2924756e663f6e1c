import { render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import { makeItem } from '../../testing';
import type { Text } from '../../translation';
import {
  Chip,
  endMarkOf,
  headlineOf,
  lookOf,
  overrulingFreeze,
  speakItem,
} from '.';

const span = { start: '2026-11-26T19:00:00Z', end: '2026-11-26T21:00:00Z' };

function release(
  freezes: { enforcement: 'hard' | 'soft'; overrideId?: string }[],
  status = 'planned',
) {
  return makeItem({
    kind: 'release',
    title: 'One-page checkout',
    status,
    ...span,
    entities: [{ ref: 'component:default/checkout-api', version: '4.18.0' }],
    collisions: freezes.map(({ enforcement, overrideId }, index) => ({
      ...span,
      itemId: `${index}`,
      sourceId: `${index}`,
      kind: 'freeze',
      title: 'Freeze',
      enforcement,
      overrideId,
      reasons: [],
    })),
  });
}

describe('marks', () => {
  it('marks a release by the strictest freeze that no override lets pass', () => {
    expect(endMarkOf(release([]))).toBeUndefined();
    expect(endMarkOf(release([{ enforcement: 'soft' }]))).toBe('collides-soft');
    expect(
      endMarkOf(release([{ enforcement: 'soft' }, { enforcement: 'hard' }])),
    ).toBe('collides');
    expect(endMarkOf(release([{ enforcement: 'hard', overrideId: 'o' }]))).toBe(
      'override',
    );
    expect(
      endMarkOf(
        release([
          { enforcement: 'hard', overrideId: 'o' },
          { enforcement: 'hard' },
        ]),
      ),
    ).toBe('collides');
    expect(
      endMarkOf(release([{ enforcement: 'hard' }], 'released')),
    ).toBeUndefined();
  });

  it('tells soft freezes from hard ones', () => {
    expect(lookOf({ kind: 'freeze', enforcement: 'hard' })).toBe('freeze-hard');
    expect(lookOf({ kind: 'freeze', enforcement: 'soft' })).toBe('freeze-soft');
    expect(lookOf({ kind: 'allow', enforcement: 'hard' })).toBe('allow');
  });

  it('strikes an allow window only when a hard freeze covers all of it', () => {
    const { collisions } = release([{ enforcement: 'hard' }]);
    const window = { kind: 'allow' as const, ...span, collisions };
    expect(overrulingFreeze(window)?.title).toBe('Freeze');
    expect(
      overrulingFreeze({ ...window, end: '2026-11-26T22:00:00Z' }),
    ).toBeUndefined();
  });

  it('calls a release by its entity and version', () => {
    expect(headlineOf(release([]))).toEqual({
      name: 'checkout-api',
      version: '4.18.0',
      full: 'checkout-api 4.18.0',
      subtitle: 'One-page checkout',
    });
  });

  it('is a button with its own words, or no control at all', async () => {
    const { container } = render(
      <>
        <Chip look="allow" title="20–24 DB window" label="Allow window" />
        <Chip look="vendor" title="Nordpay" />
      </>,
    );
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(
      screen.getByRole('button', { name: 'Allow window' }),
    ).toHaveTextContent('20–24 DB window');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('has a name that holds its label, whatever else it shows (WCAG 2.5.3)', () => {
    const text = ((key: string, values?: Record<string, string>) =>
      [key, ...Object.values(values ?? {})].join(' ')) as Text;
    render(
      <Chip
        look="release"
        title="checkout-api"
        lead="20–22"
        detail="20:00 · 4.18.0"
        count={2}
        lines={2}
        label={speakItem(
          release([{ enforcement: 'hard' }]),
          'Europe/Berlin',
          text,
        )}
      />,
    );
    const chip = screen.getByRole('button', { name: /checkout-api/ });
    expect(chip).toHaveTextContent('20–22 checkout-api20:00 · 4.18.0');
    // All else its name tells in words of its own: it is no part of the label.
    for (const told of chip.querySelectorAll('[aria-hidden]')) told.remove();
    expect(chip).toHaveTextContent(/^checkout-api$/);
  });
});
