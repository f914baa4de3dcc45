import type { CheckCase } from '../__fixtures__/checkCases';
import { SHOP, namespace } from '../__fixtures__/objects';
import { podSecurityEnforcement as check } from './podSecurityEnforcement';

const psa = (mode: string, level: string) => ({
  [`pod-security.kubernetes.io/${mode}`]: level,
});

const kyverno = (
  level: string,
  parts: { action?: string; match?: object; exclude?: object } = {},
) => ({
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: `psa-${level}` },
  spec: {
    rules: [
      {
        name: level,
        match: parts.match ?? { any: [{ resources: { kinds: ['Pod'] } }] },
        ...(parts.exclude && { exclude: parts.exclude }),
        validate: {
          failureAction: parts.action ?? 'Enforce',
          podSecurity: { level, version: 'latest' },
        },
      },
    ],
  },
});

const gatekeeper = (enforcementAction: string) => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sPSPPrivilegedContainer',
  metadata: { name: 'no-privileged' },
  spec: { enforcementAction },
});

const policyBinding = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'deny-host' },
  spec: { policyName: 'no-host', validationActions: ['Deny'] },
};

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes restricted in a production tenant',
    objects: [namespace(SHOP, psa('enforce', 'restricted'))],
    state: 'pass',
  },
  {
    it: 'passes baseline outside production',
    objects: [namespace(SHOP, psa('enforce', 'baseline'))],
    options: { environment: 'staging' },
    state: 'pass',
  },
  {
    it: 'passes baseline in a platform namespace',
    objects: [namespace(SHOP, psa('enforce', 'baseline'))],
    options: { platformNamespaces: [SHOP] },
    state: 'pass',
  },
  {
    it: 'warns of baseline in a production tenant',
    objects: [namespace(SHOP, psa('enforce', 'baseline'))],
    state: 'warn',
    codes: ['baseline-only'],
  },
  {
    it: 'passes baseline in a production tenant with an exception',
    objects: [namespace(SHOP, psa('enforce', 'baseline'))],
    options: {
      exceptions: [
        {
          check: check.id,
          namespace: SHOP,
          rule: 'baseline',
          reason: 'a vendor image that runs as root until March',
          origin: 'config',
        },
      ],
    },
    state: 'pass',
    codes: ['excepted'],
  },
  {
    it: 'warns of restricted for warn and audit only',
    objects: [
      namespace(SHOP, {
        ...psa('warn', 'restricted'),
        ...psa('audit', 'restricted'),
      }),
    ],
    state: 'warn',
    codes: ['not-enforced-yet'],
  },
  {
    it: 'fails privileged',
    objects: [namespace(SHOP, psa('enforce', 'privileged'))],
    state: 'fail',
    codes: ['privileged'],
  },
  {
    it: 'sets privileged aside with an exception',
    objects: [namespace(SHOP, psa('enforce', 'privileged'))],
    options: {
      exceptions: [
        {
          check: check.id,
          name: SHOP,
          rule: 'privileged',
          reason: 'node agents only',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'does not let an exception that ended hold',
    objects: [namespace(SHOP, psa('enforce', 'privileged'))],
    options: {
      exceptions: [
        {
          check: check.id,
          name: SHOP,
          reason: 'node agents only',
          expires: '2026-11-01',
          origin: 'config',
        },
      ],
    },
    state: 'fail',
  },
  {
    it: 'trap 11: does not know the default of the cluster without labels',
    objects: [namespace(SHOP)],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not take a warning at level privileged for anything',
    objects: [namespace(SHOP, psa('warn', 'privileged'))],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails without labels once the default is declared to be none',
    objects: [namespace(SHOP)],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
    codes: ['no-enforcement'],
  },
  {
    it: 'warns without labels where the default is baseline',
    objects: [namespace(SHOP)],
    options: { params: { admissionDefault: 'baseline' } },
    state: 'warn',
    codes: ['baseline-only'],
  },
  {
    it: 'passes without labels where the default is restricted',
    objects: [namespace(SHOP)],
    options: { params: { admissionDefault: 'restricted' } },
    state: 'pass',
  },
  {
    it: 'takes no other text for an answer',
    objects: [namespace(SHOP)],
    options: { params: { admissionDefault: 'strict' } },
    state: 'unknown',
  },
  {
    it: 'passes by a Kyverno policy that enforces the level',
    objects: [namespace(SHOP), kyverno('restricted')],
    state: 'pass',
  },
  {
    it: 'passes by a Kyverno policy in spite of a privileged label',
    objects: [
      namespace(SHOP, psa('enforce', 'privileged')),
      kyverno('restricted'),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a Kyverno policy that audits',
    objects: [namespace(SHOP), kyverno('restricted', { action: 'Audit' })],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
  },
  {
    it: 'does not count a Kyverno policy that excludes the namespace',
    objects: [
      namespace(SHOP),
      kyverno('restricted', {
        exclude: {
          any: [{ resources: { kinds: ['Pod'], namespaces: ['sh*'] } }],
        },
      }),
    ],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
  },
  {
    it: 'does not count a Kyverno policy for other namespaces',
    objects: [
      namespace(SHOP),
      kyverno('restricted', {
        match: {
          any: [{ resources: { kinds: ['Pod'], namespaces: ['payments'] } }],
        },
      }),
    ],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
  },
  {
    it: 'does not know what a conditional Kyverno policy covers',
    objects: [
      namespace(SHOP),
      kyverno('restricted', {
        match: {
          any: [
            {
              resources: {
                kinds: ['Pod'],
                selector: { matchLabels: { secure: 'yes' } },
              },
            },
          ],
        },
      }),
    ],
    options: { params: { admissionDefault: 'none' } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know what Gatekeeper denies in an unlabelled namespace',
    objects: [namespace(SHOP), gatekeeper('deny')],
    options: { params: { admissionDefault: 'none' } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not count what Gatekeeper only reports',
    objects: [namespace(SHOP), gatekeeper('dryrun')],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
    codes: ['no-enforcement'],
  },
  {
    it: 'does not count an admission policy that only warns',
    objects: [
      namespace(SHOP),
      {
        ...policyBinding,
        spec: { policyName: 'no-host', validationActions: ['Warn'] },
      },
    ],
    options: { params: { admissionDefault: 'none' } },
    state: 'fail',
    codes: ['no-enforcement'],
  },
  {
    it: 'does not know what admission policies deny in an unlabelled namespace',
    objects: [namespace(SHOP), policyBinding],
    options: { params: { admissionDefault: 'none' } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails a privileged label beside Gatekeeper',
    objects: [
      namespace(SHOP, psa('enforce', 'privileged')),
      gatekeeper('deny'),
    ],
    state: 'fail',
  },
  {
    it: 'does not fail where Kyverno policies are forbidden',
    objects: [
      namespace(SHOP, psa('enforce', 'privileged')),
      kyverno('restricted'),
    ],
    options: { forbidden: ['clusterpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'passes by label where Kyverno policies are forbidden',
    objects: [
      namespace(SHOP, psa('enforce', 'restricted')),
      kyverno('restricted'),
    ],
    options: { forbidden: ['clusterpolicies'] },
    state: 'pass',
  },
];

export const podSecurityEnforcementCases: readonly CheckCase[] = [
  ...cases.map(one => ({ ...one, check, subject: SHOP })),
  {
    check,
    it: 'does not judge namespaces of the cluster itself',
    objects: [namespace('kube-system')],
    subject: 'kube-system',
    state: 'na',
    codes: ['system-namespace'],
  },
];
