import { act, createEvent, fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { usePan } from './usePan';

function Chart(props: { onPan(days: number): void }) {
  const root = useRef<HTMLDivElement>(null);
  const pan = usePan(root, 40, props.onPan);
  return (
    <div ref={root} data-testid="chart" {...pan}>
      <button type="button">A bar</button>
    </div>
  );
}

describe('usePan', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function show() {
    const onPan = jest.fn();
    const { getByTestId, getByRole } = render(<Chart onPan={onPan} />);
    const chart = getByTestId('chart');
    const wheel = (init: WheelEventInit) => {
      const event = createEvent.wheel(chart, { cancelable: true, ...init });
      fireEvent(chart, event);
      return event.defaultPrevented;
    };
    const pause = () => {
      act(() => jest.advanceTimersByTime(100));
    };
    return { onPan, chart, bar: getByRole('button'), wheel, pause };
  }

  it('goes along with the wheel turned sideways, or with Shift, by whole days', () => {
    const { onPan, wheel, pause } = show();
    // Else some browsers go back in their history.
    expect(wheel({ deltaX: 90, deltaY: 3 })).toBe(true);
    pause();
    expect(onPan.mock.calls).toEqual([[2]]);
    // The rest of a day is not lost.
    wheel({ deltaX: 30 });
    pause();
    expect(onPan.mock.calls).toEqual([[2], [1]]);
    expect(wheel({ deltaY: -120, shiftKey: true })).toBe(true);
    pause();
    expect(onPan).toHaveBeenLastCalledWith(-3);
  });

  it('leaves the page its own wheel, and zoom its own', () => {
    const { onPan, wheel, pause } = show();
    expect(wheel({ deltaX: 10, deltaY: 200 })).toBe(false);
    expect(wheel({ deltaX: 200, ctrlKey: true })).toBe(false);
    pause();
    expect(onPan).not.toHaveBeenCalled();
  });

  it('follows the empty chart that is pulled, but no bar', () => {
    const { onPan, chart, bar, pause } = show();
    const pull = (from: Element) => {
      // jsdom knows no pointer events: these are all that is read of one.
      const event = (type: string, clientX: number) =>
        Object.assign(new MouseEvent(type, { bubbles: true, clientX }), {
          pointerType: 'mouse',
        });
      fireEvent(from, event('pointerdown', 200));
      fireEvent(document, event('pointermove', 100));
      fireEvent(document, event('pointerup', 100));
      fireEvent(document, event('pointermove', 0));
      pause();
    };
    pull(bar);
    expect(onPan).not.toHaveBeenCalled();
    pull(chart);
    expect(onPan.mock.calls).toEqual([[2]]);
    expect(chart).not.toHaveAttribute('data-panning');
  });
});
