import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
  createSampleCluster,
} from '.';
import type { KubeObject } from './objects/KubeObject';

const CANARY = 'CANARY-sample-7Qx9-bluefin';
const ROOT = join(__dirname, '..');
const NOW = Date.parse('2026-11-22T17:00:00Z');

interface Step {
  method: string;
  path: string;
  patch?: 'strategic' | 'merge';
  body?: object;
}
interface Fix {
  cluster: string;
  title: string;
  closes: string[];
  steps: Step[];
  undo: Step[];
}
const fixes: Record<string, Fix> = JSON.parse(
  readFileSync(join(ROOT, 'demo', 'fixes.json'), 'utf8'),
);

const open = (name: string) =>
  createSampleCluster({
    name,
    folder: join(ROOT, 'clusters', name),
    now: () => NOW,
  });

async function read(sample: SampleCluster, path: string, token?: string) {
  const response = await sample.fetch(path, {
    token: token ?? SAMPLE_TOKENS.demo,
  });
  return JSON.parse(await response.text());
}
async function items(sample: SampleCluster, path: string) {
  const list: { items: KubeObject[] } = await read(sample, path);
  return list.items;
}
const names = (objects: KubeObject[]) =>
  objects.map(({ metadata }) => metadata.name);

const WORKLOADS = [
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/statefulsets',
  '/apis/apps/v1/daemonsets',
  '/apis/batch/v1/cronjobs',
];
const VELERO = '/apis/velero.io/v1';

jest.setTimeout(30_000);

describe('the shipped clusters', () => {
  const prod = open('prod-eu');
  const staging = open('staging-eu');

  it('have nothing that cannot be served', () => {
    expect([...prod.problems, ...staging.problems]).toEqual([]);
  });

  it.each([
    ['prod-eu', prod, 40, 12],
    ['staging-eu', staging, 20, 8],
  ])(
    '%s has the size of a real cluster',
    async (_name, sample, workloads, namespaces) => {
      const all = (
        await Promise.all(WORKLOADS.map(path => items(sample, path)))
      ).flat();
      expect(all.length).toBeGreaterThanOrEqual(workloads);
      expect(
        new Set(all.map(({ metadata }) => metadata.namespace)).size,
      ).toBeGreaterThanOrEqual(namespaces);
    },
  );

  it('lets every pod belong to a controller and run on a node', async () => {
    for (const sample of [prod, staging]) {
      const nodes = names(await items(sample, '/api/v1/nodes'));
      const pods = await items(sample, '/api/v1/pods');
      expect(pods.length).toBeGreaterThan(40);
      for (const pod of pods) {
        expect(pod.metadata.ownerReferences?.[0].uid).toBeTruthy();
        expect(nodes).toContain((pod.spec as { nodeName: string }).nodeName);
      }
    }
  });

  it('differ in the uid that identifies a cluster', async () => {
    const path = '/api/v1/namespaces/kube-system';
    const [a, b] = [await read(prod, path), await read(staging, path)];
    expect(a.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(a.metadata.uid).not.toBe(b.metadata.uid);
    const again = await read(open('prod-eu'), path);
    expect(again.metadata.uid).toBe(a.metadata.uid);
  });

  it('have been backed up within a day, and hardly restored', async () => {
    const backups = await items(prod, `${VELERO}/backups`);
    const newest = backups
      .map(({ status }) =>
        Date.parse((status as Record<string, string>).completionTimestamp),
      )
      .sort()
      .pop();
    expect(NOW - Number(newest)).toBeLessThan(86_400_000);
    expect(await items(prod, `${VELERO}/restores`)).toEqual([]);
    const [restore, ...others] = await items(staging, `${VELERO}/restores`);
    expect(others).toEqual([]);
    expect(restore.spec).toMatchObject({ includedNamespaces: ['inventory'] });
    // The backup that it came from is known to both clusters, by a name that
    // no restart changes.
    const { backupName } = restore.spec as { backupName: string };
    expect(backupName).toBe('shop-before-mysql-upgrade');
    expect(names(backups)).toContain(backupName);
    expect(names(await items(staging, `${VELERO}/backups`))).toContain(
      backupName,
    );
  });

  it('leave one namespace with data out of the backups', async () => {
    const schedules = await items(prod, `${VELERO}/schedules`);
    const covered = schedules.flatMap(
      ({ spec }) =>
        (spec as { template: { includedNamespaces: string[] } }).template
          .includedNamespaces,
    );
    const claims = await items(prod, '/api/v1/persistentvolumeclaims');
    const uncovered = new Set(
      claims
        .map(({ metadata }) => String(metadata.namespace))
        .filter(namespace => !covered.includes(namespace)),
    );
    expect([...uncovered]).toEqual(['search']);
  });

  it('grant cluster-admin twice to somebody who should not have it', async () => {
    const bindings = await items(
      prod,
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
    );
    const admins = bindings
      .filter(
        binding =>
          (binding.roleRef as { name: string }).name === 'cluster-admin',
      )
      .flatMap(binding => binding.subjects as { kind: string; name: string }[])
      .map(({ kind, name }) => `${kind} ${name}`);
    expect(admins.sort()).toEqual([
      'Group system:masters',
      'ServiceAccount gitlab-runner',
      'ServiceAccount velero',
      'User emil.novak@nordwind.example',
    ]);
  });

  it('carry budgets that are good, that block every drain, and that match nothing', async () => {
    const budgets = await items(prod, '/apis/policy/v1/poddisruptionbudgets');
    const status = (name: string) =>
      budgets.find(({ metadata }) => metadata.name === name)?.status;
    expect(status('pricing')).toMatchObject({ disruptionsAllowed: 1 });
    expect(status('catalog-api')).toMatchObject({
      expectedPods: 3,
      disruptionsAllowed: 0,
    });
    expect(status('cart-redis')).toMatchObject({ expectedPods: 0 });
  });

  it('spread their nodes over three zones', async () => {
    for (const sample of [prod, staging]) {
      const nodes = await items(sample, '/api/v1/nodes');
      const zones = nodes.map(
        ({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'],
      );
      expect(new Set(zones).size).toBe(3);
    }
  });

  it('plant the canary in an env, an argument, an annotation and a ConfigMap', async () => {
    const deployments = await items(prod, '/apis/apps/v1/deployments');
    expect(
      names(deployments.filter(it => JSON.stringify(it).includes(CANARY))),
    ).toEqual(['checkout', 'newsletter', 'fraud-scoring']);
    const maps = await items(prod, '/api/v1/configmaps');
    expect(JSON.stringify(maps)).toContain(CANARY);
  });

  it('keep Secrets and ConfigMaps from the scanner', async () => {
    for (const [sample, path] of [
      [prod, '/api/v1/secrets'],
      [staging, '/api/v1/secrets'],
      [staging, '/api/v1/configmaps'],
    ] as const) {
      const answer = await read(sample, path, SAMPLE_TOKENS.scanner);
      expect(answer.reason).toBe('Forbidden');
    }
    const status = await read(
      staging,
      '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status',
      SAMPLE_TOKENS.scanner,
    );
    expect(status.data.status).toContain('autoscalerStatus: Running');
  });

  it('do not show how the sample is steered', async () => {
    for (const path of [...WORKLOADS, '/api/v1/pods']) {
      expect(JSON.stringify(await items(prod, path))).not.toContain(
        'sample.readiness.io',
      );
    }
  });
});

describe('the fixes of the demo', () => {
  const TYPES = {
    strategic: 'application/strategic-merge-patch+json',
    merge: 'application/merge-patch+json',
  };

  async function run(sample: SampleCluster, steps: Step[]) {
    for (const { method, path, patch, body } of steps) {
      const { status } = await sample.fetch(path, {
        method,
        body,
        token: SAMPLE_TOKENS.demo,
        headers: patch ? { 'content-type': TYPES[patch] } : {},
      });
      expect(status).toBeLessThan(300);
    }
  }

  /** What the fixes touch, without what every write changes. */
  async function picture(sample: SampleCluster) {
    const paths = [
      ...WORKLOADS,
      '/api/v1/namespaces',
      '/apis/policy/v1/poddisruptionbudgets',
      '/apis/monitoring.coreos.com/v1/prometheusrules',
      `${VELERO}/schedules`,
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      '/apis/rbac.authorization.k8s.io/v1/rolebindings',
    ];
    const all = await Promise.all(paths.map(path => items(sample, path)));
    return all.flat().map(({ metadata, status, ...object }) => ({
      ...object,
      name: metadata.name,
      namespace: metadata.namespace,
      labels: metadata.labels,
    }));
  }

  it.each(Object.entries(fixes))(
    '%s changes the cluster, and its undo restores it',
    async (_name, fix) => {
      const sample = open(fix.cluster);
      const before = await picture(sample);
      await run(sample, fix.steps);
      expect(await picture(sample)).not.toEqual(before);
      await run(sample, fix.undo);
      const after = await picture(sample);
      expect(normal(after)).toEqual(normal(before));
      expect(fix.closes.length).toBeGreaterThan(0);
    },
  );

  it('use the token of the demo only', async () => {
    const sample = open('prod-eu');
    await run(sample, fixes['checkout-resources'].steps);
    const writers = sample.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ user }) => user);
    expect(new Set(writers)).toEqual(new Set([SAMPLE_USER_NAMES.demo]));
  });

  it('take the password out of the checkout', async () => {
    const sample = open('prod-eu');
    await run(sample, fixes['checkout-secret'].steps);
    const path = '/apis/apps/v1/namespaces/checkout/deployments/checkout';
    const pods = '/api/v1/namespaces/checkout/pods';
    expect(JSON.stringify(await read(sample, path))).not.toContain(CANARY);
    expect(JSON.stringify(await read(sample, pods))).not.toContain(CANARY);
  });
});

/** Empty leftovers of a merge and the order of lists by name say nothing. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(normal)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, normal(inner)] as const)
    .filter(
      ([, inner]) =>
        inner !== undefined &&
        (typeof inner !== 'object' ||
          inner === null ||
          Object.keys(inner).length > 0),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
