import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  namespace,
  podSpec,
  SHOP,
} from '../__fixtures__/objects';
import { namespaceGuardrails as check } from './namespaceGuardrails';

type Amounts = Readonly<Record<string, string>>;

export const limitRange = (limits: readonly object[]) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults', namespace: SHOP },
  spec: { limits },
});

const sized = limitRange([
  { type: 'Container', defaultRequest: { cpu: '100m' } },
]);

export const quota = (
  hard: Amounts,
  used: Amounts = {},
  parts: { name?: string; spec?: object } = {},
) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: parts.name ?? 'compute', namespace: SHOP },
  spec: { hard, ...parts.spec },
  status: { hard, used },
});

const compute = quota({ 'requests.cpu': '10', pods: '50' }, { pods: '4' });

export const app = deployment(
  podSpec({
    containers: [
      container({ resources: { requests: { cpu: '1500m', memory: '1Gi' } } }),
    ],
  }),
);

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes the pair',
    objects: [app, sized, compute],
    state: 'pass',
  },
  {
    it: 'passes a quota that forbids what nobody uses',
    objects: [
      app,
      sized,
      compute,
      quota({ 'services.loadbalancers': '0' }, {}, { name: 'no-lb' }),
    ],
    state: 'pass',
  },
  {
    it: 'passes exactly 90 % in use',
    objects: [app, sized, quota({ pods: '10' }, { pods: '9' })],
    state: 'pass',
  },
  {
    it: 'warns of a missing quota',
    objects: [app, sized],
    state: 'warn',
    codes: ['no-quota'],
    without: ['no-limit-range'],
  },
  {
    it: 'warns of a missing LimitRange',
    objects: [app, compute],
    state: 'warn',
    codes: ['no-limit-range'],
    without: ['no-quota'],
  },
  {
    it: 'warns of a quota that is nearly used up',
    objects: [
      app,
      sized,
      quota({ 'requests.memory': '10Gi' }, { 'requests.memory': '9.5Gi' }),
    ],
    state: 'warn',
    codes: ['quota-nearly-full'],
  },
  {
    it: 'does not take a LimitRange of volumes for one of containers',
    objects: [
      app,
      limitRange([{ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }]),
      compute,
    ],
    state: 'warn',
    codes: ['no-limit-range'],
  },
  {
    it: 'does not take a quota of some pods for one of all',
    objects: [
      app,
      sized,
      quota({ pods: '5' }, {}, { spec: { scopes: ['BestEffort'] } }),
    ],
    state: 'warn',
    codes: ['no-quota'],
  },
  {
    it: 'fails without either',
    objects: [app],
    state: 'fail',
    codes: ['no-limit-range', 'no-quota'],
  },
  {
    it: 'does not take the quota that GKE makes for a decision',
    objects: [
      app,
      quota({ pods: '1500' }, {}, { name: 'gke-resource-quotas' }),
    ],
    state: 'fail',
  },
  {
    it: 'does not take a quota on objects for one on what they cost',
    objects: [app, quota({ 'count/secrets': '100' })],
    state: 'fail',
  },
  {
    it: 'does not apply to a cluster of one tenant',
    objects: [app],
    options: { params: { singleTenant: true } },
    state: 'na',
    codes: ['single-tenant'],
  },
  {
    it: 'does not apply where nothing runs',
    objects: [namespace(SHOP)],
    state: 'na',
    codes: ['nothing-runs'],
  },
  {
    it: 'does not apply to platform namespaces',
    objects: [app],
    options: { platformNamespaces: [SHOP] },
    state: 'na',
  },
  {
    it: 'cannot say where quotas are forbidden',
    objects: [app, sized],
    options: { forbidden: ['resourcequotas'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not need the workloads',
    objects: [app],
    options: { forbidden: ['deployments'] },
    state: 'fail',
  },
  {
    it: 'cannot say by an amount that is none',
    objects: [app, sized, quota({ 'requests.cpu': 'many' })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const namespaceGuardrailsCases: readonly CheckCase[] = cases.map(
  one => ({ check, ...one, subject: SHOP }),
);
