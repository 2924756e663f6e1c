/** RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}

/** Strict: `undefined` unless the text is the one form of its bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    return undefined;
  }
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}
