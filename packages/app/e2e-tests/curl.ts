import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a pipeline has at hand: one request by curl, and what it answers. */
export async function curl(
  path: string,
  options: { token: string; body: object },
): Promise<{ status: number; body: any }> {
  const { stdout } = await promisify(execFile)('curl', [
    '--silent',
    '--show-error',
    ...['--header', `Authorization: Bearer ${options.token}`],
    ...['--json', JSON.stringify(options.body)],
    ...['--write-out', '\n%{http_code}'],
    `${process.env.RELEASE_DESK_E2E_URL}${path}`,
  ]);
  const end = stdout.lastIndexOf('\n');
  return {
    status: Number(stdout.slice(end + 1)),
    body: JSON.parse(stdout.slice(0, end) || '{}'),
  };
}
