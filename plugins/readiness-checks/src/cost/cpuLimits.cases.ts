import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  daemonSet,
  deployment,
  livePod,
  namespace,
  podSpec,
  SHOP,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { usage } from './__fixtures__/usage';
import { cpuLimits as check } from './cpuLimits';

type Labels = Readonly<Record<string, string>>;

const ID = 'backstage.io/kubernetes-id';

const limited = podSpec({
  containers: [
    container({
      resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
    }),
  ],
});

const NONE = { 'readiness.io/cpu-limit': 'none' };
const REASONED = {
  ...NONE,
  'readiness.io/cpu-limit-reason': 'Throttling raised p95.',
};

const annotated = (annotations: Labels) =>
  deployment(podSpec(), { metadata: { annotations } });

const shop = (annotations: Labels) => {
  const object = namespace(SHOP);
  return {
    ...object,
    metadata: { ...(object.metadata as object), annotations },
  };
};

const strict = { params: { policy: 'strict' } };

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a decision with its reason on the workload',
    objects: [annotated(REASONED)],
    state: 'pass',
    codes: ['decided'],
  },
  {
    it: 'passes a decision on the namespace',
    objects: [deployment(), shop(REASONED)],
    subject: 'app',
    state: 'pass',
    codes: ['decided'],
  },
  {
    it: 'passes a decision on the entity',
    objects: [deployment(podSpec(), { metadata: { labels: { [ID]: 'app' } } })],
    options: {
      entities: [
        {
          ref: 'component:default/app',
          annotations: { [ID]: 'app', ...REASONED },
        },
      ],
    },
    state: 'pass',
    codes: ['decided'],
  },
  {
    it: 'takes the decision that is nearest',
    objects: [
      annotated({ 'readiness.io/cpu-limit': 'required' }),
      shop(REASONED),
    ],
    subject: 'app',
    state: 'warn',
    codes: ['no-decision'],
  },
  {
    it: 'warns of a missing limit that nobody decided',
    objects: [deployment()],
    state: 'warn',
    codes: ['no-decision'],
  },
  {
    it: 'warns of a decision without its reason',
    objects: [annotated(NONE)],
    state: 'warn',
    codes: ['decision-without-reason'],
    without: ['no-decision'],
  },
  {
    it: 'does not take a limit of zero for a limit',
    objects: [
      deployment(
        podSpec({
          containers: [container({ resources: { limits: { cpu: '0' } } })],
        }),
      ),
    ],
    state: 'warn',
    codes: ['no-decision'],
  },
  {
    it: 'never passes set limits whose throttling nobody sees',
    objects: [deployment(limited)],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['no-decision'],
  },
  {
    it: 'takes the limit of the pod',
    objects: [deployment(podSpec({ resources: { limits: { cpu: '2' } } }))],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'leaves injected containers to their injector',
    objects: [
      deployment(limited),
      ...livePod(
        podSpec({
          containers: [
            ...(limited.containers as readonly object[]),
            { name: 'istio-proxy', image: 'istio/proxyv2:1.27' },
          ],
        }),
        { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
      ),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['no-decision'],
  },
  {
    it: 'fails a missing limit under the policy strict, whatever was decided',
    objects: [annotated(REASONED)],
    options: strict,
    state: 'fail',
    codes: ['no-cpu-limit'],
  },
  {
    it: 'does not fail set limits under the policy strict',
    objects: [deployment(limited)],
    options: strict,
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'passes set limits that leave room',
    objects: [deployment(limited)],
    options: { signals: usage({ throttled: 0.24 }) },
    state: 'pass',
    codes: ['not-throttled'],
  },
  {
    it: 'warns of set limits that throttle',
    objects: [deployment(limited)],
    options: { signals: usage({ throttled: 0.25 }) },
    state: 'warn',
    codes: ['cpu-throttled'],
  },
  {
    it: 'cannot say where the store does not count its periods',
    objects: [deployment(limited)],
    options: { signals: usage({}, { usageThrottled: [] }) },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say where the store does not answer',
    objects: [deployment(limited)],
    options: {
      signals: usage(),
      sources: { usageThrottled: { state: 'error' } },
    },
    state: 'unknown',
    unknownReason: 'error',
  },
  {
    it: 'does not apply to DaemonSets',
    objects: [daemonSet(podSpec(), { name: 'agent', namespace: SHOP })],
    state: 'na',
    codes: ['agent'],
  },
  {
    it: 'does not apply to static pods',
    objects: [staticPod(podSpec())],
    state: 'na',
  },
  {
    it: 'cannot say without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say of an amount that is none',
    objects: [
      deployment(
        podSpec({
          containers: [container({ resources: { limits: { cpu: 'much' } } })],
        }),
      ),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say whether it was decided where namespaces are forbidden',
    objects: [deployment()],
    options: { forbidden: ['namespaces'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const cpuLimitsCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
