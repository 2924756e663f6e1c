import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { MemoryRouter, useLocation, useNavigate } from 'react-router-dom';
import { useUrlState } from './useUrlState';

function show(path: string) {
  return renderHook(
    () => {
      const [state, change] = useUrlState();
      return { state, change, url: useLocation(), go: useNavigate() };
    },
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <MemoryRouter initialEntries={['/before', path]}>
          {children}
        </MemoryRouter>
      ),
    },
  );
}

describe('useUrlState', () => {
  it('shows a change at once, and writes it after the paint', async () => {
    const { result } = show('/?q=old&tab=1');
    act(() => result.current.change({ item: 'a' }, { push: true }));
    expect(result.current.state).toMatchObject({ item: 'a', q: 'old' });
    expect(result.current.url.search).toBe('?q=old&tab=1');
    await waitFor(() =>
      expect(result.current.url.search).toBe('?q=old&tab=1&item=a'),
    );
    expect(result.current.state).toMatchObject({ item: 'a', q: 'old' });
    // It was pushed: back leads to where it was not.
    act(() => result.current.go(-1));
    expect(result.current.url.search).toBe('?q=old&tab=1');
    expect(result.current.state.item).toBeUndefined();
  });

  it('keeps both of two changes before the paint', async () => {
    const { result } = show('/?q=old');
    act(() => {
      result.current.change({ q: 'new' });
      result.current.change({ collisions: true });
    });
    expect(result.current.state).toMatchObject({ q: 'new', collisions: true });
    await waitFor(() =>
      expect(result.current.url.search).toBe('?q=new&collisions=1'),
    );
  });

  it('adds what it changes to an URL that changed meanwhile', async () => {
    const { result } = show('/?q=old');
    act(() => result.current.change({ item: 'a' }));
    act(() => result.current.go('/?q=other'));
    expect(result.current.state).toMatchObject({ q: 'other' });
    await waitFor(() =>
      expect(result.current.url.search).toBe('?q=other&item=a'),
    );
    expect(result.current.state).toMatchObject({ q: 'other', item: 'a' });
  });
});
