import { act, renderHook, waitFor } from '@testing-library/react';
import { afterPaint, useLater } from '.';

describe('useLater', () => {
  it('follows a value after the paint, and only the last one', async () => {
    const seen = new Set<number>();
    const { result, rerender } = renderHook(
      ({ value }) => {
        const shown = useLater(value);
        seen.add(shown);
        return shown;
      },
      { initialProps: { value: 1 } },
    );
    rerender({ value: 2 });
    rerender({ value: 3 });
    expect(result.current).toBe(1);
    await waitFor(() => expect(result.current).toBe(3));
    expect(seen).toEqual(new Set([1, 3]));
  });
});

describe('afterPaint', () => {
  it('runs once, also where nothing is painted, and can be taken back', async () => {
    const frames = jest
      .spyOn(window, 'requestAnimationFrame')
      .mockReturnValue(0);
    jest.useFakeTimers({ doNotFake: ['requestAnimationFrame'] });
    try {
      const deed = jest.fn();
      const taken = jest.fn();
      afterPaint(deed);
      afterPaint(taken)();
      act(() => jest.advanceTimersByTime(1000));
      expect(deed).toHaveBeenCalledTimes(1);
      expect(taken).not.toHaveBeenCalled();
    } finally {
      jest.useRealTimers();
      frames.mockRestore();
    }
  });
});
