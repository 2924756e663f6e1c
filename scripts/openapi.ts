import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  releasesContract,
  toOpenApi,
} from '../plugins/releases-common/src/http';

/**
 * Writes the OpenAPI document of the contract; with `--check` only tells
 * whether the one on disk is current, and fails when it is not.
 */
const target = resolve(__dirname, '../plugins/releases-common/openapi.json');
const current = `${JSON.stringify(toOpenApi(releasesContract), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, current);
} else if (readOrEmpty(target) !== current) {
  process.stderr.write(
    `${target} is not current: run yarn openapi and commit the result\n`,
  );
  process.exitCode = 1;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
