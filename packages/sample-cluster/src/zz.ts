import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { createSampleCluster } from '.';
import { collectInventory, judgeInventory, collectReads } from '../../../plugins/readiness-engine/src';
import { builtInChecks, shippedExceptions } from '../../../plugins/readiness-checks/src';
const now = Date.now();
(async () => {
  const ents = ['components','platform'].flatMap(f => parseAllDocuments(readFileSync(`packages/backend/catalog/${f}.yaml`,'utf8')).map(d => d.toJS()));
  const entities = ents.map((e: any) => ({ ref: `component:default/${e.metadata.name}`, kind: 'component', owner: e.spec.owner, system: e.spec.system, tier: Number(e.metadata.annotations['readiness.io/tier']) as any, tierDeclared: true, lifecycle: e.spec.lifecycle, annotations: e.metadata.annotations }));
  for (const [name, environment] of [['prod-eu','prod'],['staging-eu','staging']] as const) {
    const sample = createSampleCluster({ name, folder: `packages/sample-cluster/clusters/${name}` });
    const checks = builtInChecks;
    const collected = await collectInventory({ reader: sample.reader('sample-scanner-token'), reads: collectReads(checks), checks, now } as any);
    const result = judgeInventory({ cluster: { name, environment, owner: 'group:default/platform', ...collected.cluster }, inventory: collected.inventory, sources: collected.sources, checks, rulesetVersion: 'x', entities, evidence: [], knownSubjects: [], now,
      config: { checks: {}, thresholds: {}, exceptions: shippedExceptions, systemNamespaces: ['kube-*'], platformNamespaces: ['monitoring','argocd','velero','ingress-nginx','cert-manager','istio-system','readiness','cnpg-system'], external: {}, platformOwner: 'group:default/platform' } } as any);
    console.log('==', name, result.subjects.length, 'subjects');
    console.log('matching', JSON.stringify(result.matching, null, 1).slice(0, 6000));
    console.log(result.sources.filter(s => s.state !== 'ok').map(s => `${s.key} ${s.resource} ${s.state} ${s.message ?? ''}`).join('\n'));
    for (const v of result.verdicts) {
      if (v.state === 'pass' || v.state === 'na') continue;
      const s: any = v.subject;
      console.log(v.check, v.state, v.unknownReason ?? '', `${s.namespace ?? ''}/${s.kind}/${s.name}`, '|', [...v.reasons.map(r => r.message), ...v.occurrences.map(o => `${o.state} ${o.severity ?? ''} ${o.discriminator ?? ''} ${o.reasons.map(r => r.message).join('; ')}`)].join(' || ').slice(0, 260));
    }
    console.log(JSON.stringify(result).includes('CANARY') ? 'LEAK!' : 'no canary');
    console.log(JSON.stringify(result.observedEvidence, null, 1).slice(0, 1500));
  }
})();
