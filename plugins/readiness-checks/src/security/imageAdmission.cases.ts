import {
  deployment,
  namespace,
  podSpec,
  container,
  SHOP,
} from '../__fixtures__/objects';
import type { CheckCase } from '../__fixtures__/checkCases';
import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import { imageAdmission as check } from './imageAdmission';
import { daysAgo, service } from './__fixtures__/images';

type Fields = Readonly<Record<string, unknown>>;

const INCLUDED = { 'policy.sigstore.dev/include': 'true' };
const production = [namespace(SHOP), deployment()];

const kyverno = (
  block: Fields = {},
  parts: { spec?: Fields; rule?: Fields; namespace?: string } = {},
): Fields => ({
  apiVersion: 'kyverno.io/v1',
  kind: parts.namespace ? 'Policy' : 'ClusterPolicy',
  metadata: { name: 'signed', namespace: parts.namespace },
  spec: {
    ...parts.spec,
    rules: [
      {
        name: 'signed',
        match: { any: [{ resources: { kinds: ['Pod'] } }] },
        verifyImages: [
          {
            imageReferences: ['registry.example.com/*'],
            failureAction: 'Enforce',
            ...block,
          },
        ],
        ...parts.rule,
      },
    ],
  },
});

const validating = (spec: Fields = {}): Fields => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ImageValidatingPolicy',
  metadata: { name: 'signed' },
  spec: {
    validationActions: ['Deny'],
    matchImageReferences: [{ glob: 'registry.example.com/*' }],
    ...spec,
  },
});

const sigstore = (spec: Fields = {}): Fields => ({
  apiVersion: 'policy.sigstore.dev/v1beta1',
  kind: 'ClusterImagePolicy',
  metadata: { name: 'signed' },
  spec: { images: [{ glob: 'registry.example.com/**' }], ...spec },
});

const drill = (
  days: number,
  parts: Partial<EvidenceRecord> = {},
): EvidenceRecord => ({
  id: 'drill',
  check: check.id,
  control: 'S5',
  what: 'admission-drill',
  subjects: ['cluster:test-cluster-uid'],
  performedAt: daysAgo(days),
  outcome: 'success',
  artefacts: [{ url: 'https://ci.example.com/refused/1' }],
  grade: 'E2',
  expiresAt: daysAgo(days - 180),
  ...parts,
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  ...(
    [
      ['a verifyImages rule', [...production, kyverno()]],
      ['an ImageValidatingPolicy', [...production, validating()]],
      [
        'a ClusterImagePolicy and the label on the namespace',
        [namespace(SHOP, INCLUDED), deployment(), sigstore()],
      ],
    ] as const
  ).flatMap(([what, objects]) => [
    {
      it: `passes ${what} and a drill that was refused`,
      objects,
      options: { evidence: [drill(30)] },
      state: 'pass' as const,
      codes: ['refusal-seen'],
    },
    {
      it: `warns of ${what} that nobody has tried`,
      objects,
      state: 'warn' as const,
      codes: ['never-exercised'],
    },
  ]),
  {
    it: 'passes a policy of the namespace itself',
    objects: [...production, kyverno({}, { namespace: SHOP })],
    options: { evidence: [drill(1)] },
    state: 'pass',
  },
  {
    it: 'warns when the drill was too long ago',
    objects: [...production, kyverno()],
    options: { evidence: [drill(200)] },
    state: 'warn',
    codes: ['drill-lapsed'],
  },
  {
    it: 'fails when the drill saw it admitted',
    objects: [...production, kyverno()],
    options: { evidence: [drill(3, { outcome: 'failed' })] },
    state: 'fail',
    codes: ['drill-admitted'],
  },
  {
    it: 'warns of an audit, also where neither rule nor policy says',
    objects: [...production, kyverno({ failureAction: undefined })],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'warns where verification is not required',
    objects: [...production, kyverno({ required: false })],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'warns of a policy that fails open (failurePolicy: Ignore)',
    objects: [
      ...production,
      kyverno({}, { spec: { failurePolicy: 'Ignore' } }),
    ],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'warns of an ImageValidatingPolicy that only reports',
    objects: [...production, validating({ validationActions: ['Audit'] })],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'warns of a ClusterImagePolicy in mode warn',
    objects: [
      namespace(SHOP, INCLUDED),
      deployment(),
      sigstore({ mode: 'warn' }),
    ],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'fails a ClusterImagePolicy where no namespace asks for it',
    objects: [...production, sigstore()],
    state: 'fail',
    codes: ['not-verified'],
  },
  {
    it: 'warns where an image is of no policy (no-match-policy is not read)',
    objects: [
      namespace(SHOP),
      deployment(
        podSpec({
          containers: [container(), { name: 'proxy', image: 'nginx:1.29' }],
        }),
      ),
      kyverno(),
    ],
    state: 'warn',
    codes: ['audit-only'],
  },
  {
    it: 'warns where one production namespace of two is left out',
    objects: [
      ...production,
      namespace('other'),
      deployment(podSpec(), { name: 'other', namespace: 'other' }),
      kyverno(
        {},
        {
          rule: {
            exclude: { any: [{ resources: { namespaces: ['other'] } }] },
          },
        },
      ),
    ],
    state: 'warn',
    codes: ['partly-enforced'],
  },
  {
    it: 'does not count a namespace that is no production',
    objects: [
      ...production,
      namespace('playground', { environment: 'dev' }),
      kyverno(),
    ],
    options: { evidence: [drill(3)] },
    state: 'pass',
  },
  {
    it: 'fails without any policy',
    objects: production,
    state: 'fail',
    codes: ['not-verified'],
  },
  {
    it: 'does not apply where nothing runs in production',
    objects: production,
    options: { environment: 'dev' },
    state: 'na',
    codes: ['no-production'],
  },
  {
    it: 'does not apply to a cluster of tier 3',
    objects: production,
    options: { entities: [{ ...service, tier: 3 }] },
    state: 'na',
    codes: ['tier-3'],
  },
  {
    it: 'does not know where policies may not be read',
    objects: [...production, kyverno()],
    options: { forbidden: ['clusterpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know what another controller refuses',
    objects: [
      ...production,
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'connaisseur-webhook' },
        webhooks: [],
      },
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where a policy chooses by conditions',
    objects: [
      ...production,
      validating({ matchConditions: [{ name: 'x', expression: 'true' }] }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const imageAdmissionCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
