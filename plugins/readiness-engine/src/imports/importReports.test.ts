import fc from 'fast-check';
import { found, pass } from '../check';
import type { ScanResult } from '../facts';
import { collectInventory } from '../collect/collectInventory';
import { workloads } from '../reads';
import {
  buildInventory,
  collectObjects,
  inMemoryReader,
  scanObjects,
} from '../testing';
import { aCheck } from '../testing/aCheck';
import { occurrence } from '../testing/judging';
import { type Raw, raw, rolledOut } from '../testing/rawObjects';
import { importReports, type SameRule } from './importReports';
import { importKeys, importReads } from './importSources';

const ALL = ['policyReports', 'trivy', 'kubescape'] as const;
const CANARY = 'CANARY-match-9f2e';

/** Fails on `cart`, passes on the rest. */
const ours = aCheck({
  id: 'ours',
  reads: workloads(),
  judge: subject =>
    subject.subject.name === 'cart' ? found([occurrence()]) : pass(),
});
const readAll = aCheck({ id: 'reads', reads: importReads(ALL) });

const policyReport = (name: string, rest: Raw): Raw =>
  raw('wgpolicyk8s.io/v1alpha2', 'PolicyReport', name, {}, rest);

const result = (rest: Raw = {}): Raw => ({
  source: 'kyverno',
  policy: 'require-labels',
  rule: 'check-team',
  result: 'fail',
  severity: 'medium',
  message: CANARY,
  properties: { value: CANARY },
  ...rest,
});

const of = (kind: string, name: string, rest: Raw = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  name,
  namespace: 'shop',
  ...rest,
});

async function imported(
  objects: readonly Raw[],
  same: readonly SameRule[] = [],
  most = 1000,
) {
  const { inventory } = await collectObjects([ours, readAll], objects);
  const scan: ScanResult = await scanObjects([ours, readAll], objects);
  return importReports({
    inventory,
    result: scan,
    keys: importKeys(ALL),
    same,
    most,
  });
}

const subjectOf = (key: string) => key.split('/').slice(-1)[0];

describe('importReports', () => {
  it('folds what is said of a workload, its ReplicaSet and its pods', async () => {
    const { findings } = await imported([
      ...rolledOut('cart'),
      policyReport('a', {
        scope: of('Deployment', 'cart'),
        results: [result()],
      }),
      policyReport('b', {
        results: [
          result({
            severity: 'high',
            resources: [
              of('ReplicaSet', 'cart-abc12'),
              of('Pod', 'cart-abc12-0'),
            ],
          }),
        ],
      }),
    ]);
    expect(findings).toEqual([
      {
        tool: 'kyverno',
        rule: 'require-labels/check-team',
        severity: 'high',
        state: 'fail',
        subject: expect.stringContaining('/Deployment/cart'),
        objects: [
          'Deployment shop/cart',
          'Pod shop/cart-abc12-0',
          'ReplicaSet shop/cart-abc12',
        ],
        count: 3,
        sources: ['policyReports'],
      },
    ]);
  });

  it('leaves out a revision that does not run any more', async () => {
    const { findings } = await imported([
      ...rolledOut('cart'),
      policyReport('a', {
        scope: of('ReplicaSet', 'cart-00old'),
        results: [result()],
      }),
    ]);
    expect(findings).toEqual([]);
  });

  it('gives other objects to their namespace or to the cluster', async () => {
    const { findings } = await imported(
      [
        ...rolledOut('cart'),
        policyReport('a', {
          results: [result({ resources: [of('Service', 'web')] })],
        }),
        raw(
          'wgpolicyk8s.io/v1alpha2',
          'ClusterPolicyReport',
          'c',
          {},
          {
            results: [
              result({
                rule: 'x',
                resources: [{ kind: 'ClusterRole', name: 'wide' }],
              }),
            ],
          },
        ),
      ].map(object =>
        object.kind === 'ClusterPolicyReport'
          ? { ...object, metadata: { name: 'c' } }
          : object,
      ),
    );
    expect(findings.map(({ subject }) => subjectOf(subject))).toEqual([
      'shop',
      'cluster:test-cluster-uid',
    ]);
  });

  it.each(['pass', 'skip', 'error'])('leaves out what is %s', async state => {
    const { findings } = await imported([
      ...rolledOut('cart'),
      policyReport('a', {
        scope: of('Deployment', 'cart'),
        results: [result({ result: state })],
      }),
    ]);
    expect(findings).toEqual([]);
  });

  it('reads OpenReports, whose tool stands on the report', async () => {
    const { findings } = await imported([
      ...rolledOut('cart'),
      raw(
        'openreports.io/v1alpha1',
        'Report',
        'a',
        {},
        {
          source: 'Trivy ConfigAudit',
          scope: of('Deployment', 'cart'),
          results: [result({ source: undefined, result: 'warn' })],
        },
      ),
    ]);
    expect(findings).toMatchObject([
      { tool: 'trivy-configaudit', state: 'warn', sources: ['openReports'] },
    ]);
  });

  const trivy = (kind: string, report: Raw): Raw =>
    raw(
      'aquasecurity.github.io/v1alpha1',
      kind,
      kind.toLowerCase(),
      {
        labels: {
          'trivy-operator.resource.kind': 'ReplicaSet',
          'trivy-operator.resource.name': 'cart-abc12',
        },
      },
      { report },
    );

  it('reads failed checks of the Trivy Operator, old ids as new ones', async () => {
    const { findings } = await imported([
      ...rolledOut('cart'),
      trivy('ConfigAuditReport', {
        checks: [
          {
            checkID: 'KSV014',
            title: 'Root file system is not read-only',
            severity: 'HIGH',
            success: false,
            messages: [CANARY],
          },
          { checkID: 'KSV-0001', severity: 'MEDIUM', success: true },
        ],
      }),
    ]);
    expect(findings).toMatchObject([
      {
        tool: 'trivy',
        rule: 'KSV-0014',
        title: 'Root file system is not read-only',
        severity: 'high',
      },
    ]);
  });

  it('keeps no match and no message of any report', async () => {
    const objects = [
      ...rolledOut('cart'),
      policyReport('a', {
        scope: of('Deployment', 'cart'),
        results: [result()],
      }),
      trivy('ExposedSecretReport', {
        secrets: [
          {
            ruleID: 'aws-access-key-id',
            title: 'AWS Access Key ID',
            severity: 'CRITICAL',
            match: `AWS_ACCESS_KEY_ID=${CANARY}`,
            target: `/app/${CANARY}.env`,
          },
        ],
      }),
    ];
    const { inventory } = await collectObjects([readAll], objects);
    expect(JSON.stringify(inventory)).not.toContain(CANARY);
    const { findings } = await imported(objects);
    expect(findings.map(({ rule }) => rule)).toEqual([
      'secret/aws-access-key-id',
      'require-labels/check-team',
    ]);
  });

  const kubescape = raw(
    'spdx.softwarecomposition.kubescape.io/v1beta1',
    'WorkloadConfigurationScanSummary',
    'deployment-cart',
    {
      labels: {
        'kubescape.io/workload-kind': 'Deployment',
        'kubescape.io/workload-name': 'cart',
        'kubescape.io/workload-namespace': 'shop',
      },
    },
    {
      spec: {
        controls: {
          'C-0017': {
            controlID: 'C-0017',
            severity: { severity: 'Low', scoreFactor: 3 },
            status: { status: 'failed' },
          },
          'C-0013': { controlID: 'C-0013', status: { status: 'passed' } },
        },
      },
    },
  );

  it('reads failed controls of Kubescape', async () => {
    const { findings } = await imported([...rolledOut('cart'), kubescape]);
    expect(findings).toMatchObject([
      { tool: 'kubescape', rule: 'C-0017', severity: 'low' },
    ]);
  });

  it('asks Kubescape for all of an object, which its lists leave out', async () => {
    const asked: Readonly<Record<string, string>>[] = [];
    const reader = inMemoryReader([...rolledOut('cart'), kubescape]);
    await collectInventory({
      reader: {
        get: (path, options) => {
          if (path.endsWith('/workloadconfigurationscansummaries')) {
            asked.push(options.query ?? {});
          }
          return reader.get(path, options);
        },
      },
      reads: importReads(['kubescape']),
      checks: [],
      now: 0,
    });
    expect(asked).toEqual([{ limit: '500', resourceVersion: 'fullSpec' }]);
  });

  const SAME = [{ tool: 'kubescape', rule: 'C-0017', checks: ['ours'] }];

  it('says with our finding who reports the same, and not twice', async () => {
    const said = await imported([...rolledOut('cart'), kubescape], SAME);
    expect(said.findings).toEqual([]);
    expect(said.also).toEqual([
      {
        check: 'ours',
        subject: expect.stringContaining('/Deployment/cart'),
        tool: 'kubescape',
        rule: 'C-0017',
      },
    ]);
  });

  it('does not contradict a pass of ours', async () => {
    const other = structuredClone(kubescape) as typeof kubescape;
    const { labels } = other.metadata as { labels: Record<string, string> };
    labels['kubescape.io/workload-name'] = 'search';
    const said = await imported([...rolledOut('search'), other], SAME);
    expect(said).toMatchObject({ findings: [], also: [] });
  });

  it('imports what our check could not judge', async () => {
    const blind = [{ ...SAME[0], checks: ['no-such-check'] }];
    const { findings } = await imported(
      [...rolledOut('cart'), kubescape],
      blind,
    );
    expect(findings).toHaveLength(1);
  });

  it('says the same whatever the order of reports and results', async () => {
    const anyResult = fc.record({
      rule: fc.constantFrom('a', 'b', 'c'),
      severity: fc.constantFrom('low', 'high', 'critical'),
      name: fc.constantFrom('cart', 'search'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyResult, { minLength: 1, maxLength: 8 }),
        async list => {
          const reports = (some: typeof list) => [
            ...rolledOut('cart'),
            ...rolledOut('search'),
            ...some.map((one, index) =>
              policyReport(`r${index}`, {
                scope: of('Deployment', one.name),
                results: [result({ rule: one.rule, severity: one.severity })],
              }),
            ),
          ];
          const [one, other] = await Promise.all([
            imported(reports(list)),
            imported(reports([...list].reverse())),
          ]);
          expect(other).toEqual(one);
        },
      ),
      { seed: 5, numRuns: 15 },
    );
  });

  it('keeps the gravest of very many and names what was cut', () => {
    const subjects = Array.from({ length: 500 }, (_, index) => ({
      subject: {
        type: 'namespace' as const,
        cluster: 'uid',
        kind: 'Namespace',
        name: `ns${index}`,
      },
      key: `ns:uid/ns${index}`,
    }));
    const inventory = buildInventory({
      policyReports: subjects.map(({ subject }) => ({
        name: subject.name,
        namespace: subject.name,
        labels: {},
        annotations: {},
        left: 0,
        faults: Array.from({ length: 100 }, (_, index) => ({
          tool: 'kyverno',
          rule: `p/${index}`,
          severity: index === 7 ? ('critical' as const) : ('low' as const),
          state: 'fail' as const,
          object: {
            kind: 'ConfigMap',
            namespace: subject.name,
            name: `c${index}`,
          },
        })),
      })),
    });
    const { findings, cut } = importReports({
      inventory,
      result: {
        subjects: subjects as unknown as ScanResult['subjects'],
        verdicts: [],
      },
      keys: importKeys(ALL),
      same: [],
      most: 600,
    });
    expect(findings).toHaveLength(600);
    expect(
      findings.filter(({ severity }) => severity === 'critical'),
    ).toHaveLength(500);
    expect(cut).toEqual(['policyReports']);
  });
});
