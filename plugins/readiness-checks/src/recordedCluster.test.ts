import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildRuleConfig,
  collectInventory,
  collectReads,
  judgeInventory,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { SAMPLE_TOKENS, SampleCluster } from '@readiness/sample-cluster';
import { hasRecording, RECORDING } from './__fixtures__/recorded';
import { shippedExceptions } from './allowLists';
import { builtInChecks, RULESET_VERSION } from './builtInChecks';

const GOLDEN = join(__dirname, '__fixtures__', 'recordedCluster.golden.json');
const NOW = Date.parse('2026-11-22T17:00:00Z');
const CANARY = 'CANARY-hunter2-71c4';

/** The defaults of the configuration (decision D7). */
const PLATFORM_NAMESPACES = [
  'monitoring',
  'argocd',
  'flux-system',
  'velero',
  'ingress-nginx',
  'cert-manager',
  'external-secrets',
  'trivy-system',
  'kyverno',
  'istio-system',
];

async function scanRecording(): Promise<ScanResult> {
  const cluster = SampleCluster.create({ recording: RECORDING });
  const { cluster: identity, ...collected } = await collectInventory({
    reader: cluster.reader(SAMPLE_TOKENS.scanner),
    reads: collectReads(builtInChecks),
    checks: builtInChecks,
    now: NOW,
  });
  return judgeInventory({
    ...collected,
    cluster: { ...identity, name: 'recorded', environment: 'prod' },
    checks: builtInChecks,
    rulesetVersion: RULESET_VERSION,
    config: buildRuleConfig({
      exceptions: shippedExceptions,
      platformNamespaces: PLATFORM_NAMESPACES,
    }),
    entities: [],
    evidence: [],
    knownSubjects: [],
    now: NOW,
  });
}

/** Ids and verdicts and nothing else, so that a wording changes nothing here. */
function verdictsOf({ verdicts }: ScanResult): Record<string, string[]> {
  const rows: Record<string, string[]> = {};
  for (const { check, subject, state, occurrences } of verdicts) {
    const where = [subject.namespace, subject.kind, subject.name]
      .filter(Boolean)
      .join('/');
    const found = occurrences
      .map(one => `${one.state} ${one.severity} ${one.discriminator ?? ''}`)
      .map(text => text.trim())
      .sort();
    rows[check] = [
      ...(rows[check] ?? []),
      [subject.type === 'cluster' ? 'cluster' : where, state, ...found].join(
        ' | ',
      ),
    ];
  }
  for (const list of Object.values(rows)) list.sort();
  return Object.fromEntries(Object.entries(rows).sort());
}

(hasRecording ? describe : describe.skip)('the recorded cluster', () => {
  let result: ScanResult;

  beforeAll(async () => {
    result = await scanRecording();
  });

  it('is judged as the golden file says', () => {
    const seen = verdictsOf(result);
    // A change of the file is a change of verdicts: say why in the commit.
    if (process.env.WRITE_GOLDEN) {
      writeFileSync(GOLDEN, `${JSON.stringify(seen, undefined, 2)}\n`);
    }
    expect(seen).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });

  it('is read without an error', () => {
    expect(
      result.sources.filter(({ state }) =>
        ['error', 'truncated', 'partial'].includes(state),
      ),
    ).toEqual([]);
  });

  it('leaves no secret in what a scan says', () => {
    expect(JSON.stringify(result)).not.toContain(CANARY);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  const failing = (check: string) =>
    result.verdicts
      .filter(verdict => verdict.check === check && verdict.state === 'fail')
      .map(({ subject }) => subject.name);

  it('shows the mistakes that were planted and are covered', () => {
    expect(failing('sec-secret-literal-env')).toEqual(['report']);
    expect(
      result.verdicts
        .filter(({ check }) => check === 'sec-rbac-cluster-admin')
        .flatMap(({ occurrences }) => occurrences)
        .filter(({ state }) => state === 'fail')
        .map(({ discriminator }) => discriminator),
    ).toEqual(['ServiceAccount:batch/default']);
    expect(failing('rec-pdb')).toContain('ledger-api');
  });
});
