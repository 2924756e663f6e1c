/** Where the focus goes from a day: by so many days. */
export const DAY_STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** The buttons of a day, in reading order. */
export function buttonsIn(cell: Element): HTMLElement[] {
  return Array.from(
    cell.querySelectorAll<HTMLElement>('button[data-item], button[data-more]'),
  );
}

/** The cell of a day in a grid. */
export function cellOf(
  root: Element | null,
  iso: string,
): HTMLElement | undefined {
  return root?.querySelector<HTMLElement>(`[data-day="${iso}"]`) ?? undefined;
}
