interface Failed {
  statusCode?: number;
  body?: { error?: { name?: string; message?: string } };
  message?: string;
}

/** Whether the caller lacks the permission, in contrast to something being broken. */
export function isForbidden(error: unknown): boolean {
  return (error as Failed | undefined)?.statusCode === 403;
}

/** Whether somebody else has changed it meanwhile. */
export function isConflict(error: unknown): boolean {
  return (error as Failed | undefined)?.statusCode === 409;
}

/** The HTTP status, or the message where there was no answer at all. */
export function reasonOf(error: unknown): string {
  const failed = error as Failed | undefined;
  return String(failed?.statusCode ?? failed?.message ?? error);
}

/** What the server said, fit to be shown. */
export function messageOf(error: unknown): string {
  const failed = error as Failed | undefined;
  return failed?.body?.error?.message ?? failed?.message ?? String(error);
}
