import type { CheckCase } from '../__fixtures__/checkCases';
import { kubernetesVersion as check } from './kubernetesVersion';

const node = (name: string, kubeletVersion?: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: { kubeletVersion },
  },
});

const one = (
  it: string,
  version: string,
  kubelets: readonly (string | undefined)[],
  state: CheckCase['state'],
  more: Partial<CheckCase> & { now?: string } = {},
): CheckCase => {
  const { now, ...rest } = more;
  return {
    check,
    it,
    objects: kubelets.map((kubelet, index) => node(`n${index}`, kubelet)),
    options: { version, ...(now && { now }) },
    state,
    ...rest,
  };
};

export const kubernetesVersionCases: readonly CheckCase[] = [
  one(
    'passes a minor that gets fixes',
    'v1.36.1',
    ['v1.36.1', 'v1.34.0'],
    'pass',
  ),
  one(
    'passes K3s and RKE2 by the minor that they are',
    'v1.36.2+rke2r1',
    ['v1.36.2+rke2r1'],
    'pass',
  ),
  one(
    'warns of a minor that ends within 60 days',
    'v1.35.4',
    ['v1.35.4'],
    'warn',
    {
      now: '2027-01-10T00:00:00Z',
      codes: ['ends-soon'],
    },
  ),
  one('passes it 60 days before', 'v1.35.4', ['v1.35.4'], 'pass', {
    now: '2026-12-20T00:00:00Z',
  }),
  one('fails a minor that ended', 'v1.33.2', ['v1.33.2'], 'fail', {
    codes: ['end-of-life'],
  }),
  one(
    'warns of support that EKS is paid for',
    'v1.33.5-eks-5d632ec',
    ['v1.33.5-eks-5d632ec'],
    'warn',
    {
      codes: ['paid-support'],
    },
  ),
  one(
    'fails EKS where that ended too',
    'v1.30.9-eks-5d632ec',
    ['v1.30.9-eks-5d632ec'],
    'fail',
    {
      codes: ['end-of-life'],
    },
  ),
  one(
    'does not fail GKE, which fixes minors for longer',
    'v1.33.5-gke.1000',
    ['v1.33.5-gke.1000'],
    'unknown',
    {
      unknownReason: 'undecidable',
    },
  ),
  one(
    'warns of a kubelet three minors behind',
    'v1.36.1',
    ['v1.36.1', 'v1.33.9'],
    'warn',
    {
      codes: ['kubelet-old'],
    },
  ),
  one('fails a kubelet four minors behind', 'v1.36.1', ['v1.32.1'], 'fail', {
    codes: ['kubelet-too-old'],
  }),
  one(
    'fails a kubelet newer than the API server',
    'v1.36.1',
    ['v1.37.0'],
    'fail',
    {
      codes: ['kubelet-newer'],
    },
  ),
  one(
    'fails a kubelet too old whatever the vendor',
    'v1.29.6+aba1e8d',
    ['v1.25.1'],
    'fail',
  ),
  one(
    'does not know how OpenShift counts',
    'v1.29.6+aba1e8d',
    ['v1.29.6+aba1e8d'],
    'unknown',
    {
      unknownReason: 'undecidable',
    },
  ),
  one(
    'does not know a minor newer than its table',
    'v1.39.0',
    ['v1.39.0'],
    'unknown',
    {
      unknownReason: 'undecidable',
    },
  ),
  one(
    'does not call fine what an old table calls fine',
    'v1.37.0',
    ['v1.37.0'],
    'unknown',
    {
      now: '2027-06-01T00:00:00Z',
      unknownReason: 'undecidable',
    },
  ),
  one('fails by an old table what had ended', 'v1.34.0', ['v1.34.0'], 'fail', {
    now: '2027-06-01T00:00:00Z',
  }),
  one(
    'does not pass a node that says no version',
    'v1.36.1',
    [undefined],
    'unknown',
    {
      unknownReason: 'undecidable',
    },
  ),
  {
    ...one(
      'does not know kubelets that may not be read',
      'v1.36.1',
      ['v1.36.1'],
      'unknown',
    ),
    options: { version: 'v1.36.1', forbidden: ['nodes'] },
    unknownReason: 'forbidden',
  },
];
