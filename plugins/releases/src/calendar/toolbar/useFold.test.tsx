import { render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { useFold } from './useFold';

let room = 0;

/** Parts of 100 px in a row of `room`. */
function Row(props: { most: number; word: string }) {
  const row = useRef<HTMLDivElement | null>(null);
  const shown = useFold(row, props.most, props.word);
  return (
    <div
      data-testid="row"
      ref={element => {
        row.current = element;
        if (!element) return;
        Object.defineProperties(element, {
          clientWidth: { configurable: true, get: () => room },
          scrollWidth: {
            configurable: true,
            get: () => Math.max(room, element.children.length * 100),
          },
        });
      }}
    >
      {Array.from({ length: shown }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

const count = () => screen.getByTestId('row').children.length;

describe('useFold', () => {
  it('shows what fits, and again more once there is room', () => {
    room = 320;
    const { rerender } = render(<Row most={5} word="a" />);
    expect(count()).toBe(3);
    room = 1000;
    rerender(<Row most={5} word="b" />);
    expect(count()).toBe(5);
    rerender(<Row most={2} word="b" />);
    expect(count()).toBe(2);
    room = 50;
    rerender(<Row most={2} word="c" />);
    expect(count()).toBe(0);
  });
});
