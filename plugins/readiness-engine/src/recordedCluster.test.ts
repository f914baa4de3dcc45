import { existsSync } from 'fs';
import { resolve } from 'path';
import { createSampleCluster, SAMPLE_TOKENS } from '@readiness/sample-cluster';
import type { AnyCheck } from './check';
import { collectInventory } from './collect/collectInventory';
import { judgeInventory } from './judge/judgeInventory';
import type { KindName } from './inventory/Inventory';
import { KINDS } from './kinds';
import { collectReads } from './rbac/rules';
import { named, optionalList, workloads } from './reads';
import { buildRuleConfig } from './testing';
import { aCheck } from './testing/aCheck';

const RECORDING = resolve(
  __dirname,
  '../../../../shared/data/recorded-cluster',
);
const NOW = Date.parse('2026-11-22T17:00:00Z');
const CANARY = 'CANARY-hunter2-71c4';

const isRecorded = existsSync(RECORDING);

const folded = new Set<KindName>(workloads().map(({ kind }) => kind));
const listed = (Object.keys(KINDS) as KindName[]).filter(
  key => !folded.has(key) && key !== 'autoscalerStatus',
);

/** Reads every kind there is, and looks at every pod template. */
const everything: AnyCheck = aCheck({
  scope: { types: ['workload', 'namespace', 'cluster'] },
  reads: [
    ...workloads({ live: true, services: true }),
    ...listed.map(key => optionalList(key as 'nodes')),
    named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  ],
  extract: {
    id: 'names',
    run: spec =>
      ((spec as { containers?: { name: string }[] }).containers ?? []).map(
        ({ name }) => ({ detector: 'name', container: name }),
      ),
  },
});

async function collect(pageSize?: number) {
  const cluster = createSampleCluster({
    recording: RECORDING,
    now: () => NOW,
  });
  const collected = await collectInventory({
    reader: cluster.reader(SAMPLE_TOKENS.scanner),
    reads: collectReads([everything]),
    checks: [everything],
    now: NOW,
    pageSize,
  });
  return { cluster, collected };
}

(isRecorded ? describe : describe.skip)(
  'the recorded cluster (skipped where the recording is not beside the repository)',
  () => {
    it('is collected without an error', async () => {
      const { collected } = await collect();
      expect(collected.cluster).toEqual({
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        version: { major: 1, minor: 36, git: expect.stringMatching(/^v/) },
      });
      const bad = collected.sources.filter(
        ({ state }) => !['ok', 'empty', 'absent', 'inert'].includes(state),
      );
      expect(bad).toEqual([]);
      expect(
        collected.sources.some(({ message }) =>
          /malformed/.test(message ?? ''),
        ),
      ).toBe(false);
    });

    it('has a Velero that nobody runs', async () => {
      const { collected } = await collect();
      const inert = collected.sources.filter(({ state }) => state === 'inert');
      expect(inert.map(({ key }) => key)).toEqual([
        'veleroBackups',
        'veleroSchedules',
        'veleroStorageLocations',
      ]);
    });

    it('has every pod under a root controller', async () => {
      const { collected } = await collect();
      const { workloads: found } = collected.inventory;
      expect(found.map(({ kind }) => kind).sort()).toEqual([
        'CronJob',
        'DaemonSet',
        ...Array(25).fill('Deployment'),
        ...Array(2).fill('StatefulSet'),
      ]);
      expect(found.filter(({ rollup }) => rollup === 'partial')).toEqual([]);
      expect(found.flatMap(({ live }) => live.injected)).toEqual([]);
      const ledger = found.find(({ name }) => name === 'ledger-db');
      expect(ledger?.claims).toEqual(['data-ledger-db-0', 'data-ledger-db-1']);
    });

    it('leaves no secret value in the inventory or in verdicts', async () => {
      const { collected } = await collect();
      expect(JSON.stringify(collected)).not.toContain(CANARY);
      expect(JSON.stringify(collected)).not.toContain('hunter2');
      const result = judgeInventory({
        ...collected,
        cluster: { ...collected.cluster, name: 'rec', environment: 'prod' },
        checks: [everything],
        rulesetVersion: 'test',
        config: buildRuleConfig(),
        entities: [],
        evidence: [],
        knownSubjects: [],
        now: NOW,
      });
      expect(result.verdicts.length).toBeGreaterThan(40);
      expect(JSON.stringify(result)).not.toContain('hunter2');
    });

    it('is the same inventory in small pages', async () => {
      const [whole, paged] = await Promise.all([collect(), collect(7)]);
      expect(paged.collected.inventory).toEqual(whole.collected.inventory);
    });

    it('sees nothing but GET', async () => {
      const { cluster } = await collect();
      const methods = new Set(cluster.requests.map(({ method }) => method));
      expect([...methods]).toEqual(['GET']);
    });
  },
);
