/** An average of the fonts in use, where text cannot be measured. */
const GUESS = 6.8;

export type MeasureText = (text: string, weight: number) => number;

/** Widths of text at 12 px in a font family; each is measured once. */
export function createMeasure(family: string): MeasureText {
  const context =
    typeof OffscreenCanvas === 'undefined'
      ? undefined
      : new OffscreenCanvas(1, 1).getContext('2d') ?? undefined;
  const known = new Map<string, number>();
  return (text, weight) => {
    const key = `${weight} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) {
        context.font = `${weight} 12px ${family}`;
        width = context.measureText(text).width;
      } else {
        width = text.length * GUESS;
      }
      known.set(key, width);
    }
    return width;
  };
}
