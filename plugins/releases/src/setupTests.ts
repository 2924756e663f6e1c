import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// How long a page takes says nothing on a machine that does much else.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });
