import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import { configProblems, type KnownFacts } from './configProblems';
import { readReadinessConfig } from './ReadinessConfig';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const scanned = (cluster: string, ...keys: string[]) =>
  keys.map(key => ({ cluster, subject: parseSubjectKey(key)! }));

const KNOWN: KnownFacts = {
  clusters: [
    { name: 'prod', scanned: true },
    { name: 'edge', scanned: false },
  ],
  subjects: scanned(
    'prod',
    'ns:u/shop',
    'ns:u/kube-system',
    'ns:u/monitoring',
    'workload:u/shop/apps/Deployment/cart',
    'workload:u/monitoring/apps/Deployment/grafana',
  ),
  entities: new Set(['group:default/platform']),
};

const problems = (
  readiness: JsonObject,
  known: Partial<KnownFacts> = {},
  now = NOW,
) =>
  configProblems({
    config: readReadinessConfig(new ConfigReader({ readiness }), {
      checks: builtInChecks,
    }),
    checks: builtInChecks,
    known: { ...KNOWN, ...known },
    now,
  });

const keysOf = (
  readiness: JsonObject,
  known?: Partial<KnownFacts>,
  now?: number,
) =>
  problems(readiness, known, now).map(
    ({ code, key }) => `${code}: ${key.replace('readiness.', '')}`,
  );

const excepting = (parts: JsonObject, check = 'rec-pdb') => ({
  exceptions: [{ check, reason: 'r', ...parts }],
});

describe('configProblems', () => {
  it('finds none where nothing is configured', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string[], JsonObject]>([
    [[], { namespace: 'shop', name: 'cart' }],
    [[], { cluster: 'pr*' }],
    [['matches-nothing: exceptions[0].namespace'], { namespace: 'shp' }],
    [['matches-nothing: exceptions[0].name'], { name: 'carts*' }],
    [['matches-nothing: exceptions[0].cluster'], { cluster: 'stage' }],
    [
      ['matches-nothing: exceptions[0].name'],
      { namespace: 'shop', name: 'nobody' },
    ],
    // Each glob fits something and nothing fits both.
    [
      ['matches-nothing: exceptions[0]'],
      { namespace: 'shop', name: 'grafana' },
    ],
    // A cluster that was not scanned yet may hold it.
    [[], { cluster: 'edge', namespace: 'shp' }],
  ])('finds %j in an exception of %j', (expected, row) => {
    expect(keysOf(excepting(row))).toEqual(expected);
  });

  it('looks for no more than the cluster where a check is about the whole', () => {
    expect(
      keysOf(
        excepting(
          { namespace: 'ci', name: 'deployer' },
          'sec-rbac-cluster-admin',
        ),
      ),
    ).toEqual([]);
  });

  it('looks for exclusions, parties and namespaces', () => {
    const known = scanned('prod', 'ns:u/shop');
    expect(
      keysOf({
        checks: {
          'rec-pdb': {
            exclude: [
              { namespace: 'shop', reason: 'r' },
              { name: 'ca', reason: 'r' },
            ],
            responsible: [
              { responsible: 'platform', namespace: 'shared' },
              { responsible: 'service' },
              { responsible: 'platform', namespace: 'shop' },
            ],
          },
        },
        namespaces: {
          system: ['kube-*', 'sys-*'],
          platform: ['monitoring', 'kube-system', 'argocd', 'tools'],
        },
      }),
    ).toEqual([
      'matches-nothing: checks.rec-pdb.exclude[1].name',
      'matches-nothing: checks.rec-pdb.responsible[0].namespace',
      'matches-nothing: namespaces.system[1]',
      'overlap: namespaces.platform[1]',
      'matches-nothing: namespaces.platform[3]',
      'overlap: checks.rec-pdb.responsible[2]',
    ]);
    expect(known).toHaveLength(1);
  });

  it('says nothing of what nobody has looked at yet', () => {
    const nothing = { clusters: [], subjects: [], entities: undefined };
    expect(
      keysOf(
        {
          ...excepting({ namespace: 'x' }),
          clusters: [{ name: 'a', owner: 'group:default/a' }],
          namespaces: { platform: ['x'] },
        },
        nothing,
      ),
    ).toEqual([]);
    expect(
      keysOf(excepting({ namespace: 'x' }), {
        clusters: [{ name: 'edge', scanned: false }],
        subjects: [],
      }),
    ).toEqual([]);
  });

  it.each([
    ['2026-11-21', ['expired']],
    ['2026-11-22T11:00:00Z', ['expired']],
    ['2026-11-22', ['expiring']],
    ['2026-12-05', ['expiring']],
    ['2026-12-06', []],
  ])('tells of an exception until %s: %j', (expires, codes) => {
    expect(problems(excepting({ expires })).map(({ code }) => code)).toEqual(
      codes,
    );
  });

  it('tells of a row that says the same as another', () => {
    const row = { check: 'rec-pdb', reason: 'r', name: 'cart' };
    expect(problems({ exceptions: [row, row] })).toEqual([
      {
        code: 'overlap',
        key: 'readiness.exceptions[1]',
        message:
          'The exception for rec-pdb ("r") says the same as readiness.exceptions[0].',
      },
    ]);
  });

  it('looks for owners in the catalog and for clusters in the fleet', () => {
    expect(
      keysOf({
        platformOwner: 'sre',
        clusters: [
          { name: 'prod', owner: 'group:default/platform' },
          { name: 'lost', owner: 'group:default/nobody' },
        ],
        capacity: { owners: [{ owner: 'gone', daysPerWeek: 1 }] },
        waivers: { approvers: ['platform', 'nobody'], escalation: ['gone'] },
      }),
    ).toEqual([
      'unknown-owner: platformOwner',
      'unknown-owner: clusters[1].owner',
      'unknown-owner: capacity.owners[0].owner',
      'unknown-owner: waivers.approvers[1]',
      'unknown-owner: waivers.escalation[0]',
      'matches-nothing: clusters[1].name',
    ]);
  });
});
