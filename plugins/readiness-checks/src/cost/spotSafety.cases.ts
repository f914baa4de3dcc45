import type { CheckCase } from '../__fixtures__/checkCases';
import { container, daemonSet, podSpec, SHOP } from '../__fixtures__/objects';
import { node } from '../nodes/__fixtures__/nodes';
import { claim, mounting, placed, service } from '../nodes/__fixtures__/placed';
import { spotSafety as check } from './spotSafety';

const ID = 'backstage.io/kubernetes-id';

const SPOT = { 'karpenter.sh/capacity-type': 'spot' };

export const nodes = [
  node('spot-1', SPOT),
  node('spot-2', SPOT),
  node('safe-1'),
  node('safe-2'),
];

const image = (name: string) =>
  podSpec({ containers: [container({ image: name })] });

const dns = (on: readonly string[]) =>
  placed(on, {
    name: 'coredns',
    namespace: 'kube-system',
    spec: image('registry.k8s.io/coredns/coredns:v1.12.0'),
  });

const tier = (value: 1 | 2 | 3) => ({
  entities: [
    { ref: 'component:default/app', tier: value, annotations: { [ID]: 'app' } },
  ],
});
const matched = { metadata: { labels: { [ID]: 'app' } } };

const webhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'policies' },
  webhooks: [
    {
      name: 'policies.example.com',
      clientConfig: { service: { namespace: SHOP, name: 'app' } },
    },
  ],
};

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes replicas of a service',
    objects: [...nodes, ...placed(['spot-1', 'spot-2'])],
    state: 'pass',
    codes: ['robust-on-spot'],
  },
  {
    it: 'passes a single replica of tier 3',
    objects: [...nodes, ...placed(['spot-1'], matched)],
    options: tier(3),
    state: 'pass',
  },
  {
    it: 'fails a single replica of tier 1',
    objects: [...nodes, ...placed(['spot-1'], matched)],
    options: tier(1),
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'takes what declares no tier for tier 2',
    objects: [...nodes, ...placed(['spot-1'])],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'goes by the minimum of the autoscaler, not by what runs now',
    objects: [
      ...nodes,
      ...placed(['spot-1', 'spot-2']),
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'app', namespace: SHOP },
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'app',
          },
          minReplicas: 1,
          maxReplicas: 5,
        },
      },
    ],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'fails a single replica with a volume that one node mounts, whatever its tier',
    objects: [
      ...nodes,
      claim('data'),
      ...placed(['spot-1'], { ...matched, spec: mounting('data') }),
    ],
    options: tier(3),
    state: 'fail',
    codes: ['volume'],
    without: ['single-replica'],
  },
  {
    it: 'does not mind a volume that many nodes mount',
    objects: [
      ...nodes,
      claim('data', ['ReadWriteMany']),
      ...placed(['spot-1'], { ...matched, spec: mounting('data') }),
    ],
    options: tier(3),
    state: 'pass',
  },
  {
    it: 'does not mind a cache',
    objects: [
      ...nodes,
      claim('data', ['ReadWriteOnce'], { 'readiness.io/data': 'ephemeral' }),
      ...placed(['spot-1'], { ...matched, spec: mounting('data') }),
    ],
    options: tier(3),
    state: 'pass',
  },
  {
    it: 'fails the members of a store that are all on spot',
    objects: [
      ...nodes,
      claim('data-app-0'),
      ...placed(['spot-1', 'spot-2', 'spot-1'], {
        kind: 'StatefulSet',
        controller: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
    state: 'fail',
    codes: ['members'],
  },
  {
    it: 'warns of members of which some are on spot',
    objects: [
      ...nodes,
      claim('data-app-0'),
      ...placed(['spot-1', 'safe-1', 'safe-2'], {
        kind: 'StatefulSet',
        controller: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
    state: 'warn',
    codes: ['members-partly'],
  },
  {
    it: 'fails DNS of which all is on spot, in the system namespace too',
    objects: [...nodes, ...dns(['spot-1', 'spot-2'])],
    subject: 'coredns',
    state: 'fail',
    codes: ['critical'],
  },
  {
    it: 'warns of DNS that is partly on spot',
    objects: [...nodes, ...dns(['spot-1', 'safe-1'])],
    subject: 'coredns',
    state: 'warn',
    codes: ['critical-partly'],
  },
  {
    it: 'does not measure a system namespace by a tier',
    objects: [
      ...nodes,
      ...placed(['spot-1'], {
        name: 'metrics-server',
        namespace: 'kube-system',
      }),
    ],
    subject: 'metrics-server',
    state: 'pass',
  },
  ...[
    'registry.k8s.io/ingress-nginx/controller:v1.15.1',
    'docker.io/library/traefik:v3.4',
    'registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0',
    'public.ecr.aws/karpenter/controller:1.8.1',
  ].map(name => ({
    it: `fails ${name.split(':')[0]} on spot`,
    objects: [...nodes, ...placed(['spot-1', 'spot-2'], { spec: image(name) })],
    state: 'fail' as const,
    codes: ['critical'],
  })),
  {
    it: 'does not take an image for an ingress controller that only ends like one',
    objects: [
      ...nodes,
      ...placed(['spot-1', 'spot-2'], { spec: image('acme/not-traefik:1') }),
    ],
    state: 'pass',
  },
  {
    it: 'fails an admission webhook on spot',
    objects: [...nodes, webhook, service(), ...placed(['spot-1', 'spot-2'])],
    state: 'fail',
    codes: ['critical'],
  },
  {
    it: 'fails a pod that ends later than the notice of AWS',
    objects: [
      ...nodes,
      ...placed(['spot-1', 'safe-1'], {
        spec: podSpec({ terminationGracePeriodSeconds: 300 }),
      }),
    ],
    state: 'fail',
    codes: ['grace-period'],
  },
  {
    it: 'knows that Google Cloud gives less notice',
    objects: [
      node('spot-1', { 'cloud.google.com/gke-spot': 'true' }, 'gce://p/z/s'),
      ...placed(['spot-1', 'spot-1'], {
        spec: podSpec({ terminationGracePeriodSeconds: 60 }),
      }),
    ],
    state: 'fail',
    codes: ['grace-period'],
  },
  {
    it: 'takes what the API takes for granted for an end in time',
    objects: [
      node('spot-1', { 'cloud.google.com/gke-spot': 'true' }, 'gce://p/z/s'),
      ...placed(['spot-1', 'spot-1']),
    ],
    state: 'pass',
  },
  {
    it: 'does not apply to what its owner declares interruptible',
    objects: [
      ...nodes,
      ...placed(['spot-1'], {
        metadata: { annotations: { 'readiness.io/interruptible': 'true' } },
      }),
    ],
    state: 'na',
    codes: ['interruptible'],
  },
  {
    it: 'does not apply off spot',
    objects: [...nodes, ...placed(['safe-1'])],
    state: 'na',
    codes: ['not-on-spot'],
  },
  {
    it: 'does not apply without pods',
    objects: [...nodes, ...placed([], { replicas: 1 })],
    state: 'na',
    codes: ['not-placed'],
  },
  {
    it: 'does not apply to a DaemonSet with a claim',
    objects: [
      ...nodes,
      daemonSet(mounting('data'), { name: 'agent', namespace: SHOP }),
    ],
    state: 'na',
    codes: ['interruptible-kind'],
  },
  {
    it: 'cannot say where nodes are forbidden',
    objects: [...nodes, ...placed(['spot-1'])],
    options: { forbidden: ['nodes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not pass a service that may be a webhook nobody may see',
    objects: [...nodes, service(), ...placed(['spot-1', 'spot-2'])],
    options: { forbidden: ['validatingwebhookconfigurations'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'fails what is seen all the same',
    objects: [...nodes, service(), ...placed(['spot-1'])],
    options: { forbidden: ['validatingwebhookconfigurations'] },
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'cannot say of data whose claims nobody may see',
    objects: [
      ...nodes,
      ...placed(['spot-1'], { ...matched, spec: mounting('data') }),
    ],
    options: { ...tier(3), forbidden: ['persistentvolumeclaims'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say by nodes that have gone',
    objects: [...nodes, ...placed(['gone'])],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const spotSafetyCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
