import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine renders a whole page in seconds, not in the default one.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
