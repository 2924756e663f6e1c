/**
 * The lines of an NDJSON answer as they come in, without holding all of it.
 *
 * @param onLine - Told how many lines there were so far.
 */
export async function* linesOfResponse(
  response: Response,
  onLine: (count: number) => void,
): AsyncGenerator<string> {
  if (!response.body) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      // Without its newline a line may not be whole yet.
      rest = done ? '' : lines.pop()!;
      for (const line of lines) {
        if (line === '') continue;
        onLine(++count);
        yield line;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
