import { existsSync } from 'fs';
import { resolve } from 'path';
import { createSampleCluster } from '@readiness/sample-cluster';
import { defineCheck, pass } from './check';
import { collectInventory } from './collect/collectInventory';
import type { ProjectedKinds } from './inventory/Inventory';
import { KINDS } from './kinds';
import { collectReads } from './rbac/rules';
import { named, optionalList, workloads } from './reads';
import { aCheck } from './testing/aCheck';

const RECORDING = resolve(
  __dirname,
  '../../../../shared/data/recorded-cluster',
);
const NOW = Date.parse('2026-11-22T17:00:00Z');

const projected = (Object.keys(KINDS) as (keyof ProjectedKinds)[]).filter(
  key => ![...workloads()].some(read => String(read.kind) === key),
);

it('x', async () => {
  const cluster = await createSampleCluster({
    recording: RECORDING,
    now: () => NOW,
  });
  const check = aCheck({
    reads: [
      ...workloads({ live: true, services: true }),
      ...projected
        .filter(key => key !== 'autoscalerStatus')
        .map(key => optionalList(key)),
      named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
    ],
  });
  const collected = await collectInventory({
    reader: cluster.reader('sample-scanner-token'),
    reads: collectReads([check]),
    checks: [check],
    now: NOW,
  });
  console.log(
    collected.cluster,
    collected.sources
      .map(
        s => `${s.key} ${s.resource} ${s.state} ${s.count} ${s.message ?? ''}`,
      )
      .join('\n'),
  );
  console.log(
    collected.inventory.workloads
      .map(
        w =>
          `${w.namespace}/${w.kind}/${w.name} [${[...w.classes]}] ${
            w.fixRoot.key
          } live ${w.live.pods}/${w.live.ready} inj ${w.live.injected.length} ${
            w.templateFrom
          } ${w.rollup} svc ${w.services} ${w.exposed} claims ${w.claims}`,
      )
      .join('\n'),
  );
});
