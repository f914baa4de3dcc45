import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScanResult } from '@readiness/backstage-plugin-readiness-engine';
import { hasRecording } from './__fixtures__/recorded';
import { scanLabelled } from './__testUtils__/truth/scanLabelled';

const GOLDEN = join(__dirname, '__fixtures__', 'recordedCluster.golden.json');
const CANARY = 'CANARY-hunter2-71c4';

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
    result = await scanLabelled('recorded');
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
    expect(
      result.verdicts
        .filter(({ check }) => check === 'sec-rbac-node-proxy')
        .flatMap(({ occurrences }) => occurrences)
        .map(({ discriminator }) => discriminator),
    ).toEqual(['User:alice@example.com']);
    expect(failing('sec-rbac-sa-hygiene')).toEqual(['report']);
    expect(failing('sec-image-pinned')).toContain('report');
    expect(failing('cost-autoscaler-bounds')).toEqual(['recorded']);
    expect(failing('rec-backup-tool')).toEqual(['recorded']);
  });
});
