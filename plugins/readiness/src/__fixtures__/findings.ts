import type {
  Finding,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';

const CLUSTER = '7d0d0b3c-6a0e-4f0b-9b61-3a4f1a8f0001';

export const checkoutWorkload: Schemas['Subject'] = {
  type: 'workload',
  cluster: CLUSTER,
  clusterName: 'prod-eu',
  namespace: 'shop',
  apiGroup: 'apps',
  kind: 'Deployment',
  name: 'checkout',
};

export const literalSecret: Finding = {
  id: 'f-secret',
  check: 'sec-secret-literal-env',
  title: 'Secret written as a literal in an environment variable',
  why: 'Everybody who may read the Deployment reads the secret. It stays in the history of the manifests.',
  dimension: 'security',
  control: 'S4',
  stage: 'configured',
  severity: 'critical',
  state: 'fail',
  subject: checkoutWorkload,
  entityRef: 'component:default/checkout',
  owner: 'group:default/payments',
  responsible: 'service',
  reasons: [
    {
      code: 'literal-secret',
      message: 'DB_PASSWORD holds a literal that looks like a secret',
      container: 'app',
      field: 'env',
    },
  ],
  sources: [
    {
      resource: 'deployments.apps',
      cluster: 'prod-eu',
      state: 'ok',
      at: '2026-11-20T08:00:00.000Z',
    },
  ],
  remediation: {
    summary: 'Take DB_PASSWORD from a Secret',
    type: 'patch',
    target: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'checkout',
    },
    content: 'env:\n  - name: DB_PASSWORD\n    valueFrom: {}',
    note: 'Rotate the password as well.',
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  firstSeen: '2026-11-01T08:00:00.000Z',
  lastSeen: '2026-11-20T08:00:00.000Z',
  dueAt: '2026-11-08T08:00:00.000Z',
  taskId: 't-secret',
  fixRoot: { type: 'workload', key: 'checkout', title: 'Deployment checkout' },
};

export const noRestore: Finding = {
  ...literalSecret,
  id: 'f-restore',
  check: 'rec-restore-pvc-proven',
  title: 'Backed up nightly, never restored',
  why: 'A backup that was never restored is a hope.',
  dimension: 'recovery',
  control: 'R1',
  stage: 'proven',
  severity: 'high',
  state: 'warn',
  reasons: [
    { code: 'never-restored', message: 'No restore drill is recorded' },
  ],
  remediation: {
    summary: 'Restore the volume into a scratch namespace and record it',
    type: 'steps',
    content: '1. Restore\n2. Check\n3. Record',
  },
  dueAt: undefined,
  taskId: 't-restore',
};

export const missingRequests: Finding = {
  ...literalSecret,
  id: 'f-requests',
  check: 'cost-requests-set',
  title: 'Container without requests',
  dimension: 'cost',
  control: 'C1',
  severity: 'medium',
  subject: { ...checkoutWorkload, name: 'checkout-worker' },
  remediation: {
    summary: 'Set requests on the worker',
    type: 'patch',
    content: 'resources: {}',
  },
  taskId: undefined,
  dueAt: undefined,
};

export const clusterAdmin: Finding = {
  ...literalSecret,
  id: 'f-admin',
  check: 'sec-rbac-cluster-admin',
  title: 'cluster-admin is bound to a service account',
  subject: {
    type: 'cluster',
    cluster: CLUSTER,
    clusterName: 'prod-eu',
    kind: 'Cluster',
    name: CLUSTER,
  },
  entityRef: undefined,
  owner: 'group:default/platform',
  responsible: 'platform',
  taskId: undefined,
};
