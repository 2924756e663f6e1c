import { existsSync, readFileSync } from 'node:fs';

// Adds up the reports of jest and Playwright. A report that is missing is a
// test run that never ended, and fails.

const [jestFile, playwrightFile] = process.argv.slice(2);

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function ofJest(report) {
  if (!report) return { passed: 0, failed: 1 };
  return {
    passed: report.numPassedTests,
    // A suite that did not even load has no failed test to its name.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

function ofPlaywright(report) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
  };
}

const totals = [ofJest(read(jestFile)), ofPlaywright(read(playwrightFile))];
const passed = totals.reduce((sum, total) => sum + total.passed, 0);
const failed = totals.reduce((sum, total) => sum + total.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
