import { resolve } from 'node:path';

const SAMPLE_CLUSTER = require.resolve(
  '@readiness/sample-cluster/package.json',
);

/** The folder of the sample cluster's package. */
export const SAMPLE_FOLDER = resolve(SAMPLE_CLUSTER, '..');

/** The repository's root. */
export const ROOT = resolve(SAMPLE_FOLDER, '../..');
