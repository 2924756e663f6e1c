/** Where nothing is painted, as in a tab in the background, it is done after so long. */
const LATEST_MS = 100;

/** Does something once the next frame is painted. @returns what takes it back */
export function afterPaint(deed: () => void): () => void {
  let timer = setTimeout(run, LATEST_MS);
  const frame = requestAnimationFrame(() => {
    // Frames are painted after their callbacks: the next task comes after that.
    clearTimeout(timer);
    timer = setTimeout(run, 0);
  });
  function run() {
    cancelAnimationFrame(frame);
    deed();
  }
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
