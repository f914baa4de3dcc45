import type { ControlId, Severity, Stage } from '../vocabulary';
import { CONTROLS } from '../vocabulary';
import { pathFor, withFixed } from './pathFor';
import { scoreCluster, type ClusterScoreInput } from './scoreCluster';
import type { CatalogueCheck, ScoredVerdict } from './types';

type Row = [
  id: string,
  control: ControlId,
  stage: Stage,
  severity: Severity,
  state: ScoredVerdict['state'],
  gate?: Stage,
];

function register(rows: readonly Row[]): ClusterScoreInput {
  return {
    catalogue: rows.map<CatalogueCheck>(
      ([id, control, stage, severity, , gate]) => ({
        id,
        dimension: CONTROLS[control].dimension,
        control,
        stage,
        severity,
        gate,
        responsible: 'platform',
        built: true,
      }),
    ),
    clusterVerdicts: rows.map<ScoredVerdict>(([check, , , , state]) => ({
      check,
      subject: 'cluster:c',
      state,
      environment: 'prod',
    })),
    entityVerdicts: [],
  };
}

/** The register of the worked example of `catalogue/50` B.10. */
const EXAMPLE = register([
  ['rec-backup-tool', 'R1', 'configured', 'critical', 'pass', 'configured'],
  ['rec-backup-coverage', 'R1', 'configured', 'critical', 'pass', 'configured'],
  ['rec-backup-app-consistent', 'R1', 'configured', 'high', 'warn', 'used'],
  ['rec-reclaim-policy', 'R1', 'configured', 'medium', 'pass', 'used'],
  ['rec-backup-recent', 'R1', 'used', 'critical', 'pass', 'used'],
  ['rec-backup-storage', 'R1', 'used', 'high', 'warn', 'used'],
  ['rec-backup-volumes', 'R1', 'used', 'critical', 'pass', 'used'],
  ['rec-snapshot-ready', 'R1', 'used', 'medium', 'pass'],
  ['rec-restore-pvc-proven', 'R1', 'proven', 'critical', 'fail', 'proven'],
  ['rec-restore-rto', 'R1', 'proven', 'high', 'fail', 'proven'],
  ['rec-keys-recoverable', 'R1', 'proven', 'critical', 'fail', 'used'],
  ['rec-etcd-backup', 'R1', 'proven', 'critical', 'na', 'used'],
  ['rec-gitops-managed', 'R2', 'configured', 'high', 'pass', 'configured'],
  ['rec-cluster-iac', 'R2', 'configured', 'high', 'pass', 'configured'],
  ['rec-gitops-synced', 'R2', 'used', 'high', 'pass', 'used'],
  ['rec-cluster-rebuild-proven', 'R2', 'proven', 'high', 'fail', 'proven'],
  ['rec-dr-declared', 'R3', 'configured', 'high', 'na', 'configured'],
  ['rec-failover-proven', 'R3', 'proven', 'high', 'na', 'proven'],
  ['rec-multi-replica', 'R4', 'configured', 'high', 'pass', 'configured'],
  ['rec-multi-zone', 'R4', 'configured', 'high', 'pass', 'used'],
  ['rec-probes', 'R4', 'configured', 'medium', 'pass', 'configured'],
  ['rec-topology-spread', 'R4', 'used', 'medium', 'pass', 'used'],
  ['rec-pdb', 'R4', 'used', 'medium', 'warn', 'used'],
  ['rec-node-loss-proven', 'R4', 'proven', 'medium', 'fail', 'proven'],
]);

const finding = (check: string) => ({ check, subject: 'cluster:c' });
const fixed = (...checks: string[]) =>
  scoreCluster(withFixed(EXAMPLE, checks.map(finding))).dimensions[0];

describe('scoreCluster', () => {
  it('gives the figures of the worked example', () => {
    const tree = scoreCluster(EXAMPLE);
    const [recovery] = tree.dimensions;
    const control = (id: ControlId) =>
      recovery.controls.find(score => score.control === id);
    expect(control('R1')?.verified).toBeCloseTo(0.682, 3);
    expect(control('R2')?.verified).toBeCloseTo(0.75, 6);
    expect(control('R3')).toBeUndefined();
    expect(control('R4')?.verified).toBeCloseTo(0.6625, 6);
    expect(recovery.uncapped).toBeCloseTo(69.7, 1);
    expect(recovery.verified).toBe(49);
    expect(recovery.cap).toEqual({
      limit: 49,
      checks: ['rec-keys-recoverable', 'rec-restore-pvc-proven'],
      reason: 'critical fail',
    });
    expect(tree.verified).toBe(49);
  });

  it('keeps the cap of the worked example until both criticals are fixed', () => {
    const one = fixed('rec-restore-pvc-proven');
    expect(one.uncapped).toBeCloseTo(74.4, 1);
    expect(one.verified).toBe(49);
    const all = fixed(
      'rec-restore-pvc-proven',
      'rec-restore-rto',
      'rec-keys-recoverable',
    );
    expect(all.controls[0].verified).toBeCloseTo(0.909, 3);
    expect(all.verified).toBeCloseTo(80.4, 1);
    expect(all.cap).toBeUndefined();
  });

  it('orders the path of the worked example: the cap first, then the RTO', () => {
    const path = pathFor({
      ...EXAMPLE,
      findings: [
        finding('rec-restore-rto'),
        finding('rec-restore-pvc-proven'),
        finding('rec-keys-recoverable'),
      ],
    });
    expect(path).toEqual([
      {
        checks: ['rec-keys-recoverable', 'rec-restore-pvc-proven'],
        dimension: 'recovery',
        before: 49,
        after: 79,
        dimensionBefore: 49,
        dimensionAfter: expect.closeTo(79.1, 1),
        liftsCap: 49,
      },
      {
        checks: ['rec-restore-rto'],
        dimension: 'recovery',
        before: 79,
        after: 80,
        dimensionBefore: expect.closeTo(79.1, 1),
        dimensionAfter: expect.closeTo(80.4, 1),
      },
    ]);
  });

  it('makes one step of what cannot lift the cap', () => {
    const path = pathFor({
      ...EXAMPLE,
      findings: [finding('rec-restore-rto'), finding('rec-pdb')],
    });
    expect(path).toHaveLength(1);
    expect(path[0].checks).toEqual(['rec-pdb', 'rec-restore-rto']);
    expect(path[0]).toMatchObject({ before: 49, after: 49 });
    expect(path[0].liftsCap).toBeUndefined();
  });

  it('averages by entity, so that many good jobs hide no broken service', () => {
    const catalogue: CatalogueCheck[] = [
      {
        id: 'cost-requests-set',
        dimension: 'cost',
        control: 'C1',
        stage: 'configured',
        severity: 'high',
        responsible: 'service',
        built: true,
      },
    ];
    const verdicts = (state: 'pass' | 'fail', count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({
        check: 'cost-requests-set',
        subject: `${name}-${index}`,
        state,
        environment: 'prod' as const,
      }));
    const score = scoreCluster({
      catalogue,
      clusterVerdicts: [],
      entityVerdicts: [
        { tier: 1, verdicts: verdicts('fail', 1, 'payment') },
        { tier: 3, verdicts: verdicts('pass', 60, 'job') },
      ],
      unowned: [verdicts('pass', 3, 'stray')],
    });
    // (4·0 + 1·1 + 2·1) / 7
    expect(score.dimensions[0].controls[0].verified).toBeCloseTo(3 / 7, 9);
  });
});
