import {
  defineCheck,
  evidence,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type EvidenceRecord,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type NamespaceObject,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { ago } from '../recovery/backupRuns';
import { toYaml } from '../toYaml';
import {
  coverageOf,
  imagePolicies,
  type Coverage,
  type ImagePolicy,
} from './imageCoverage';

const DAY = 86_400_000;
const MOST = 5;

const POLICY_READS = [
  optionalList('kyvernoClusterPolicies'),
  optionalList('kyvernoPolicies'),
  optionalList('imageValidatingPolicies'),
  optionalList('clusterImagePolicies'),
  optionalList('validatingWebhookConfigurations'),
  optionalList('mutatingWebhookConfigurations'),
] as const;

type Key =
  | (typeof POLICY_READS)[number]['provides']
  | 'workloads'
  | 'namespaces'
  | 'evidence';
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;

/** Admission controllers for images whose rules are not objects of the API. */
const OTHERS = ['connaisseur', 'portieris', 'ratify', 'binaryauthorization'];

function otherController(inventory: Seen): string | undefined {
  return [
    ...inventory.mutatingWebhookConfigurations,
    ...inventory.validatingWebhookConfigurations,
  ].find(({ name }) => OTHERS.some(other => name.includes(other)))?.name;
}

interface Place {
  namespace: NamespaceObject;
  coverage: Coverage;
}

function places(
  inventory: Seen,
  policies: readonly ImagePolicy[],
  context: Context,
): readonly Place[] {
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of inventory.workloads) {
    const held = byNamespace.get(workload.namespace) ?? [];
    held.push(workload);
    byNamespace.set(workload.namespace, held);
  }
  return inventory.namespaces
    .filter(
      ({ name }) =>
        byNamespace.has(name) &&
        context.namespaceClass(name) === 'tenant' &&
        context.environmentOf(name) === 'prod',
    )
    .map(namespace => ({
      namespace,
      coverage: coverageOf(
        namespace,
        byNamespace.get(namespace.name) ?? [],
        policies,
      ),
    }));
}

function named(names: readonly string[]): string {
  const more = names.length - MOST;
  return more > 0
    ? `${names.slice(0, MOST).join(', ')} and ${more} more`
    : names.join(', ');
}

function occurrence(
  state: Occurrence['state'],
  reasons: readonly Reason[],
  policies: readonly ImagePolicy[],
): Occurrence {
  return {
    state,
    reasons,
    remediation: {
      summary:
        'Verify images at admission: first report, then refuse, namespace by namespace.',
      type: 'manifest',
      content: toYaml({
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ImageValidatingPolicy',
        metadata: { name: 'signed-images' },
        spec: {
          validationActions: ['Audit'],
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE', 'UPDATE'],
                resources: ['pods'],
              },
            ],
          },
          matchImageReferences: [{ glob: 'registry.example.com/*' }],
          attestors: [
            {
              name: 'ci',
              cosign: {
                keyless: {
                  identities: [
                    {
                      issuer: 'https://token.actions.githubusercontent.com',
                      subjectRegExp: 'https://github.com/example/.*',
                    },
                  ],
                },
              },
            },
          ],
          validations: [
            {
              expression:
                'images.containers.map(image, verifyImageSignatures(image, [attestors.ci])).all(e, e > 0)',
              message: 'The image is not signed by the pipeline.',
            },
          ],
        },
      }),
      note: `${
        policies.length > 0
          ? `In place today: ${named(policies.map(({ title }) => title))}. `
          : ''
      }Put your registry and the identity of your pipeline in. When reports are clean, set validationActions to Deny; then have CI deploy an unsigned image every quarter, see it refused, and record that as evidence (admission-drill).`,
    },
  };
}

/** The newest proof that an image was refused, or admitted. */
function newestDrill(
  key: string,
  records: readonly EvidenceRecord[],
): EvidenceRecord | undefined {
  return records
    .filter(
      ({ check, subjects }) =>
        check === 'sec-image-admission' && subjects.includes(key),
    )
    .sort((a, b) => Date.parse(b.performedAt) - Date.parse(a.performedAt))[0];
}

function judgeEnforced(
  drill: EvidenceRecord | undefined,
  places_: readonly Place[],
  policies: readonly ImagePolicy[],
  context: Context,
): Judgement {
  const warn = (code: string, message: string) =>
    found([occurrence('warn', [{ code, message }], policies)]);
  if (drill?.outcome === 'failed') {
    return found([
      occurrence(
        'fail',
        [
          {
            code: 'drill-admitted',
            message: `The drill of ${drill.performedAt.slice(
              0,
              10,
            )} saw an image admitted that should have been refused.`,
          },
        ],
        policies,
      ),
    ]);
  }
  const days = context.threshold('admission.testedDays');
  const age = drill && context.now - Date.parse(drill.performedAt);
  if (!drill || age === undefined || drill.outcome !== 'success') {
    return warn(
      'never-exercised',
      `Policies verify the images of ${places_.length} production namespaces; that they refuse one was never seen.`,
    );
  }
  if (age > days * DAY || Date.parse(drill.expiresAt) < context.now) {
    return warn(
      'drill-lapsed',
      `That an image is refused was last seen ${ago(age)} ago.`,
    );
  }
  return pass({
    code: 'refusal-seen',
    message: `Policies verify the images of the production namespaces, and one was refused ${ago(
      age,
    )} ago.`,
  });
}

function judgeCoverage(
  all: readonly Place[],
  policies: readonly ImagePolicy[],
  drill: EvidenceRecord | undefined,
  context: Context,
): Judgement {
  const inState = (state: Coverage) =>
    all.filter(({ coverage }) => coverage === state);
  const namesOf = (some: readonly Place[]) =>
    named(some.map(({ namespace }) => namespace.name));
  const share = Number(context.params.minShare);
  const enforced = inState('enforced').length / all.length;
  if (enforced >= share) return judgeEnforced(drill, all, policies, context);
  const conditional = inState('conditional');
  if ((inState('enforced').length + conditional.length) / all.length >= share) {
    return undecidable(
      'spec.match',
      `Whether policies verify the images of ${namesOf(
        conditional,
      )} hangs on conditions that cannot be told from their fields.`,
    );
  }
  if (enforced === 0 && inState('advisory').length === 0) {
    return found([
      occurrence(
        'fail',
        [
          {
            code: 'not-verified',
            message: `No policy verifies the images of the production namespaces: ${namesOf(
              all,
            )}.`,
          },
        ],
        policies,
      ),
    ]);
  }
  const missing = all.filter(({ coverage }) => coverage !== 'enforced');
  return found([
    occurrence(
      'warn',
      [
        {
          code: enforced === 0 ? 'audit-only' : 'partly-enforced',
          message: `Images that cannot be verified are admitted in ${
            missing.length
          } of ${all.length} production namespaces: ${namesOf(missing)}.`,
        },
      ],
      policies,
    ),
  ]);
}

/** `sec-image-admission` (`catalogue/20` S5). */
export const imageAdmission = defineCheck({
  id: 'sec-image-admission',
  title: 'Unscanned or unsigned images are refused',
  dimension: 'security',
  control: 'S5',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'proven',
  effort: 'L',
  fixKey: 'image-admission',
  gate: 'proven',
  reads: [
    ...workloads(),
    list('namespaces'),
    ...POLICY_READS,
    evidence('admission-drill'),
  ],
  params: { minShare: 0.95 },
  texts: {
    why: 'Whoever may create a pod chooses what runs in it. Only admission can insist that it is an image that the pipeline built and scanned.',
    rules: {
      pass: 'Policies that refuse look at every image in 95 % of the production namespaces of tenants (`minShare`), and a refusal was seen within `admission.testedDays` (180), recorded as evidence of kind admission-drill.',
      warn: 'They refuse, and nobody has seen it, or not lately; or they only report, fail open, or leave out namespaces or images.',
      fail: 'No policy looks at images, or the last drill saw one admitted.',
      na: 'No production namespace of a tenant runs anything, or all services of the cluster are of tier 3.',
      unknown:
        'An installed policy engine cannot be read; another controller (Connaisseur, Portieris, Ratify) decides by rules that are not read; or a policy chooses by conditions.',
    },
    traps: [
      'failurePolicy: Ignore admits everything while the engine is down.',
      'sigstore’s controller looks only at namespaces with the label policy.sigstore.dev/include=true.',
      'Its no-match-policy: allow stands in a ConfigMap, which is not read: an image that no policy names counts as not verified.',
      'A policy in mode Audit, warn, or with required: false refuses nothing.',
    ],
    fix: 'Start with Audit, then Deny, namespace by namespace; then try it once a quarter.',
    references: [
      'https://docs.sigstore.dev/policy-controller/overview/',
      'https://kyverno.io/docs/policy-types/',
    ],
  },
  judge({ subject, entities }, inventory, context) {
    const tiers = [...(entities ?? new Map()).values()].map(({ tier }) => tier);
    if (tiers.length > 0 && tiers.every(tier => tier === 3)) {
      return na('tier-3', 'All services of the cluster are of tier 3.');
    }
    const policies = imagePolicies(inventory);
    const all = places(inventory, policies, context);
    if (all.length === 0) {
      return na('no-production', 'No production namespace runs anything.');
    }
    const judgement = judgeCoverage(
      all,
      policies,
      newestDrill(subjectKey(subject), inventory.evidence),
      context,
    );
    const isFull =
      judgement.state === 'pass' ||
      all.every(({ coverage }) => coverage === 'enforced');
    if (isFull) return judgement;
    const unread = POLICY_READS.map(({ provides }) => provides).find(key =>
      isUnreadable(context.source(key).state),
    );
    if (unread) {
      return undecidable(
        unread,
        `A policy engine may verify images, and ${unread} cannot be read.`,
      );
    }
    const other = otherController(inventory);
    return other
      ? undecidable(
          'webhooks',
          `${other} decides about images by rules that are not read; a recorded drill would show what it refuses.`,
        )
      : judgement;
  },
});
