const SECRET_NAME =
  /secret|token|passw(or)?d|passphrase|credential|authorization|cookie|(api|private|signing)[-_]?key/i;

const REDACTED = '[redacted]';

/**
 * A state as the log keeps it: what is `undefined` left out, as JSON would, and
 * secrets blotted out, because what was logged can never be taken back. Secrets
 * are known by the name of their field, and by where they stand in a URL.
 */
export function plainState(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plainState);
  }
  if (typeof value === 'string') {
    return withoutUrlSecrets(value);
  }
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [
          name,
          isSecret(name, member) ? REDACTED : plainState(member),
        ]),
    );
  }
  return value;
}

function isSecret(name: string, value: unknown): boolean {
  // A flag or a number that speaks of a secret, such as `hasToken`, is none.
  const canHoldOne = typeof value === 'string' || typeof value === 'object';
  return SECRET_NAME.test(name) && value !== null && canHoldOne;
}

function withoutUrlSecrets(value: string): string {
  if (!/^(https?|webcals?):\/\//i.test(value) || !URL.canParse(value)) {
    return value;
  }
  const url = new URL(value);
  const secretParams = [...url.searchParams.keys()].filter(name =>
    SECRET_NAME.test(name),
  );
  if (!url.username && !url.password && secretParams.length === 0) {
    return value;
  }
  url.username = '';
  url.password = '';
  secretParams.forEach(name => url.searchParams.set(name, REDACTED));
  return url.toString();
}

/** Others are left as they are, for the canonical form to refuse. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
