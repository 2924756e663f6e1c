import { ReleasesApi } from '../api';

/** Saves the whole log as a file, named after the day. */
export async function downloadExport(api: ReleasesApi): Promise<void> {
  const response = await api.exportAudit({});
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `audit-${new Date().toISOString().slice(0, 10)}.ndjson`;
  link.click();
  // The browser has taken it over by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
