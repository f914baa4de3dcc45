import type { CheckCase } from '../__fixtures__/checkCases';
import { namespace, SHOP } from '../__fixtures__/objects';
import { exemptionsJustified as check } from './exemptionsJustified';

const enforce = (level: string) => ({
  'pod-security.kubernetes.io/enforce': level,
});

const RESTRICTED = namespace('payments', enforce('restricted'));
const PRIVILEGED = namespace(SHOP, enforce('privileged'));

const exception = (
  rule: string,
  parts: { namespace?: string; name?: string; expires?: string } = {},
) => ({
  exceptions: [
    {
      check: check.id,
      rule,
      reason: 'GPU drivers, until the operator runs unprivileged',
      origin: 'config' as const,
      ...parts,
    },
  ],
});

const kyvernoException = (namespaces?: readonly string[]) => ({
  apiVersion: 'kyverno.io/v2',
  kind: 'PolicyException',
  metadata: { name: 'debug', namespace: 'ci' },
  spec: {
    exceptions: [{ policyName: 'psa', ruleNames: ['restricted'] }],
    match: {
      any: [
        { resources: { kinds: ['Pod'], ...(namespaces && { namespaces }) } },
      ],
    },
  },
});

const gatekeeperConfig = (processes: readonly string[]) => ({
  apiVersion: 'config.gatekeeper.sh/v1alpha1',
  kind: 'Config',
  metadata: { name: 'config', namespace: 'gatekeeper-system' },
  spec: { match: [{ excludedNamespaces: ['sh*', 'kube-*'], processes }] },
});

const constraint = (parts: object) => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sPSPHostNamespace',
  metadata: { name: 'no-host' },
  spec: { match: { excludedNamespaces: [SHOP] }, ...parts },
});

const EXCEPT_SHOP = {
  matchExpressions: [
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [SHOP] },
  ],
};

const admissionPolicy = (actions: readonly string[]) => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'no-host' },
    spec: {},
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'no-host' },
    spec: {
      policyName: 'no-host',
      validationActions: actions,
      matchResources: { namespaceSelector: EXCEPT_SHOP },
    },
  },
];

const webhook = (name: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name },
  webhooks: [
    {
      name: `validate.${name}.svc`,
      clientConfig: { service: { namespace: name, name } },
      namespaceSelector: EXCEPT_SHOP,
    },
  ],
});

const CALM = { params: { admissionDefault: 'restricted' } };
const fails = (
  it: string,
  objects: readonly object[],
  options: CheckCase['options'] = CALM,
): Omit<CheckCase, 'check'> => ({
  it,
  objects,
  options,
  state: 'fail',
  codes: ['unexplained'],
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  fails('fails a privileged namespace beside one that enforces', [
    RESTRICTED,
    PRIVILEGED,
  ]),
  fails(
    'fails an unlabelled one where the default is none',
    [RESTRICTED, namespace(SHOP)],
    { params: { admissionDefault: 'none' } },
  ),
  fails('fails an exception of Kyverno', [
    RESTRICTED,
    namespace(SHOP),
    kyvernoException([SHOP]),
  ]),
  fails('fails one that names no namespace', [RESTRICTED, kyvernoException()]),
  fails('fails what the Config of Gatekeeper leaves out', [
    namespace(SHOP),
    gatekeeperConfig(['webhook']),
  ]),
  fails('fails what a constraint leaves out', [
    namespace(SHOP),
    constraint({}),
  ]),
  fails('fails a namespace that tells Gatekeeper to ignore it', [
    namespace(SHOP, { 'admission.gatekeeper.sh/ignore': 'yes' }),
    constraint({ match: {} }),
  ]),
  fails('fails what the binding of an admission policy leaves out', [
    namespace(SHOP),
    ...admissionPolicy(['Deny']),
  ]),
  fails('fails what the webhook of an engine leaves out', [
    namespace(SHOP),
    webhook('kyverno'),
  ]),
  {
    it: 'passes with an exception that says why',
    objects: [RESTRICTED, PRIVILEGED],
    options: exception('privileged', {
      namespace: SHOP,
      expires: '2027-03-01',
    }),
    state: 'pass',
    codes: ['justified'],
  },
  {
    it: 'warns where that ends within 14 days',
    objects: [RESTRICTED, PRIVILEGED],
    options: exception('privileged', {
      namespace: SHOP,
      expires: '2026-12-01',
    }),
    state: 'warn',
    codes: ['ends-soon'],
  },
  {
    it: 'fails where it has ended',
    objects: [RESTRICTED, PRIVILEGED],
    options: exception('privileged', {
      namespace: SHOP,
      expires: '2026-11-01',
    }),
    state: 'fail',
  },
  {
    it: 'warns of a platform namespace outside production',
    objects: [RESTRICTED, namespace('monitoring', enforce('privileged'))],
    options: { environment: 'staging', platformNamespaces: ['monitoring'] },
    state: 'warn',
    codes: ['unexplained'],
  },
  {
    it: 'does not count what the audit alone leaves out',
    objects: [
      RESTRICTED,
      namespace(SHOP, enforce('baseline')),
      gatekeeperConfig(['audit']),
    ],
    options: CALM,
    state: 'na',
    codes: ['no-exemptions'],
  },
  {
    it: 'does not count a policy that denies nothing',
    objects: [
      namespace(SHOP, enforce('baseline')),
      ...admissionPolicy(['Warn']),
    ],
    state: 'na',
  },
  {
    it: 'does not ask webhooks that guard nothing',
    objects: [namespace(SHOP, enforce('baseline')), webhook('cert-manager')],
    state: 'na',
  },
  {
    it: 'does not apply where nothing is enforced',
    objects: [PRIVILEGED],
    state: 'na',
    codes: ['nothing-enforced'],
  },
  {
    it: 'trap 11: does not know what a default exempts',
    objects: [RESTRICTED, namespace(SHOP)],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know exceptions that may not be read',
    objects: [RESTRICTED, kyvernoException(['elsewhere'])],
    options: { forbidden: ['policyexceptions'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const exemptionsJustifiedCases: readonly CheckCase[] = cases.map(
  one => ({ ...one, check }),
);
