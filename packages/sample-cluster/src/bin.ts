#!/usr/bin/env node
import { resolve } from 'node:path';
import { USAGE, UsageError, parseArguments } from './parseArguments';
import { startSampleClusters } from './startSampleClusters';

async function main(): Promise<void> {
  const { clusters, artefacts } = parseArguments(
    process.argv.slice(2),
    process.cwd(),
  );
  const running = await startSampleClusters({
    clusters,
    artefacts: artefacts ?? resolve(process.argv[1], '../../demo/artefacts'),
    warn: line => process.stderr.write(`${line}\n`),
  });
  for (const { name, url } of running.clusters) {
    process.stdout.write(
      `${name} answers at ${url}, with or without TLS; kubeconfig: ${url}/__sample/kubeconfig\n`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.close().finally(() => process.exit(0));
    });
  }
}

main().catch(error => {
  const usage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n${usage ? `\n${USAGE}\n` : ''}`);
  process.exit(usage ? 2 : 1);
});
