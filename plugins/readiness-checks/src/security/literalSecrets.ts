import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type ExtractedFact,
  type JudgeContext,
  type Occurrence,
  type Reason,
  type Remediation,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Environment } from '@readiness/backstage-plugin-readiness-common';
import {
  workloadRemediation,
  type ContainerChange,
} from '../workloadRemediation';
import { isDeliveryPlace } from './deliveryValues';
import { secretDetector, type SecretDetector } from './secretDetector';

const MEANINGS: Readonly<Record<SecretDetector, string>> = {
  'aws-access-key-id': 'holds an AWS access key id',
  'github-token': 'holds a GitHub token',
  'slack-token': 'holds a Slack token',
  'private-key': 'holds a private key',
  'json-web-token': 'holds a JSON Web Token',
  'url-password': 'holds a URL with a password in it',
  'dsn-password': 'holds a data source name with a password in it',
  'named-random-value': 'is named like a secret and its value looks random',
  'password-value': 'is named a password and has a literal value',
  'placeholder-password': 'is named a password and has a placeholder as value',
  'suspicious-name': 'is named like a secret; its value looks harmless',
};

const isDetector = (id: string): id is SecretDetector =>
  Object.hasOwn(MEANINGS, id);

function stateOf(
  detector: string,
  environment: Environment,
): Occurrence['state'] {
  if (detector === 'suspicious-name') return 'warn';
  return detector === 'placeholder-password' && environment !== 'prod'
    ? 'warn'
    : 'fail';
}

const isDelivered = ({ kind }: ExtractedFact) =>
  kind !== undefined && isDeliveryPlace(kind);

function ownerOf(fact: ExtractedFact, { fixRoot }: Workload): string {
  if (isDelivered(fact)) return `${fixRoot.title}: `;
  return fact.container === undefined ? '' : `Container ${fact.container}: `;
}

function reason(fact: ExtractedFact, workload: Workload): Reason {
  const { detector, container, name, kind } = fact;
  const owner = ownerOf(fact, workload);
  const meaning = isDetector(detector) ? MEANINGS[detector] : 'holds a secret';
  return {
    code: detector,
    message: `${owner}${[kind, name].filter(Boolean).join(' ')} ${meaning}.`,
    ...(container !== undefined && { container }),
    ...(kind !== undefined && { field: kind }),
  };
}

const isEnv = ({ kind, name }: ExtractedFact) =>
  kind === 'env' && name !== undefined;

/** A name that a Secret may have. */
const secretName = (workload: string) =>
  `${workload.slice(0, 200).replace(/[.-]+$/, '')}-credentials`;

function envChanges(
  workload: Workload,
  facts: readonly ExtractedFact[],
): readonly ContainerChange[] {
  return (workload.template?.containers ?? []).flatMap(({ name, role }) => {
    const env = facts
      .filter(fact => isEnv(fact) && fact.container === name)
      .map(fact => ({
        name: fact.name ?? '',
        value: null,
        valueFrom: {
          secretKeyRef: {
            name: secretName(workload.name),
            key: fact.name ?? '',
          },
        },
      }));
    return env.length > 0 ? [{ name, role, fields: { env } }] : [];
  });
}

/** A chart takes the name of a Secret; Flux can also read values from one. */
function outOfValues(
  { namespace, name, fixRoot }: Workload,
  { kind = '', name: path }: ExtractedFact,
): string {
  const secret = secretName(name);
  const start = `Take ${path ?? 'it'} out of ${kind} of ${fixRoot.title}:`;
  return kind.startsWith('spec.values') && path !== undefined
    ? `${start} put it into Secret ${secret} beside the HelmRelease and read it from there with spec.valuesFrom: [{kind: Secret, name: ${secret}, valuesKey: ${path}, targetPath: ${path}}].`
    : `${start} name Secret ${secret} of namespace ${namespace} instead, most charts have a value such as existingSecret for it.`;
}

function byHand(
  workload: Workload,
  facts: readonly ExtractedFact[],
): readonly string[] {
  return facts
    .filter(fact => !isEnv(fact))
    .map(fact => {
      if (isDelivered(fact)) return outOfValues(workload, fact);
      const { kind = '', container, name } = fact;
      if (kind.startsWith('last-applied')) {
        return `kubectl annotate ${workload.kind.toLowerCase()} ${
          workload.name
        } -n ${
          workload.namespace
        } kubectl.kubernetes.io/last-applied-configuration- (the last kubectl apply still holds the removed value).`;
      }
      return kind === 'annotation'
        ? `Remove the value from annotation ${name ?? ''}.`
        : `Take the value out of ${kind} of container ${
            container ?? ''
          }: let the program read it from a mounted file.`;
    });
}

function remediation(
  workload: Workload,
  facts: readonly ExtractedFact[],
): Remediation {
  return workloadRemediation(workload, {
    topic: 'env',
    summary:
      'Rotate the secret, put it into the secrets manager, and refer to it.',
    containers: envChanges(workload, facts),
    byHand: [...new Set(byHand(workload, facts))],
    note: `First rotate: everyone who may read the ${
      workload.kind
    } has read the value. Then store the new one in the secrets manager and let it create Secret ${secretName(
      workload.name,
    )} (an ExternalSecret, or a SecretProviderClass mounted as files, which is better still).`,
  });
}

/** How the keys of fix roots tell what delivers a workload. */
const ROOTS = [
  { mark: '/argocd/', kind: 'applications' },
  { mark: '/flux/helmrelease/', kind: 'helmReleases' },
] as const;

/** Says so where the values of what delivers it could not be looked at. */
function unseenValues(
  { fixRoot }: Workload,
  context: JudgeContext<'workloads' | 'applications' | 'helmReleases'>,
): readonly Reason[] {
  const source = ROOTS.find(({ mark }) => fixRoot.key.includes(mark))?.kind;
  return source && isUnreadable(context.source(source).state)
    ? [
        {
          code: 'values-not-seen',
          message: `The Helm values of ${fixRoot.title} could not be read.`,
        },
      ]
    : [];
}

/** `sec-secret-literal-env` (`catalogue/20` S4). */
export const literalSecrets = defineCheck({
  id: 'sec-secret-literal-env',
  title: 'No literal secret in a pod spec',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['workload'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'secret-to-manager',
  gate: 'configured',
  reads: [
    ...workloads(),
    optionalList('applications'),
    optionalList('helmReleases'),
  ],
  extract: secretDetector,
  texts: {
    why: 'A value in a pod spec is read by everyone who may list workloads, and it stays in Git, in last-applied annotations and in backups. Treat it as leaked.',
    rules: {
      pass: 'No text of the pod looks like a secret, nor a Helm value of the Application or HelmRelease that delivers it.',
      warn: 'A name that says secret with a value that does not look like one; a placeholder such as changeme as a password outside production.',
      fail: 'A provider’s token or a private key, a URL with a password, or a name that says secret with a value that looks random or stands under a password; a placeholder as a password in production.',
      na: 'Static pods, parked workloads, and workloads whose every hit is excepted.',
      unknown: 'The pod template cannot be read.',
    },
    traps: [
      'Words of a name count, not parts of words: MAX_TOKENS, TOKENIZER, COMPASS_ENV, BYPASS_CACHE and SASL_MECHANISM are no secrets.',
      'Names that end in file, path, name, url, ref, ttl, mode, env, size, length, count or enabled are judged by their value alone.',
      'A URL with a user and no password, such as a Sentry DSN, is public.',
      'Args, commands, probe commands and annotations are read as well as env; valueFrom is a reference and never a hit.',
      'last-applied-configuration still holds a value that was removed with kubectl edit or patch.',
      'A later envFrom may override a variable; the literal is readable all the same.',
      'Values never leave the collector: a finding has container, name and kind of the hit.',
      'Helm values are read in Applications of Argo CD (parameters, values, valuesObject) and HelmReleases of Flux, and found on every workload that these deliver. Files of values in Git are not seen.',
      'A Helm value called existingSecret and the like names a Secret and holds none.',
    ],
    fix: 'Rotate it, put it into the secrets manager, refer to it: a mounted file if the program can read one, else secretKeyRef.',
    references: [
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  judge({ workload, environment }, _inventory, context) {
    if (!workload.template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const facts = workload.facts[secretDetector.id];
    if (!facts) {
      return undecidable('facts', 'The pod was not searched for secrets.');
    }
    const exceptions = new Set<string>();
    const standing = facts.filter(({ detector, name }) => {
      const exception = [detector, ...(name ? [name] : [])]
        .map(rule =>
          context.exception({
            namespace: workload.namespace,
            name: workload.name,
            rule,
          }),
        )
        .find(Boolean);
      if (exception) exceptions.add(exception.reason);
      return exception === undefined;
    });
    if (standing.length === 0) {
      return exceptions.size > 0
        ? na('excepted', [...exceptions].join('; '))
        : pass(
            { code: 'no-literal', message: 'No text looks like a secret.' },
            ...unseenValues(workload, context),
          );
    }
    const states = standing.map(({ detector }) =>
      stateOf(detector, environment),
    );
    const state = states.includes('fail') ? 'fail' : 'warn';
    return found([
      {
        state,
        ...(state === 'warn' && { severity: 'medium' as const }),
        reasons: standing.map(fact => reason(fact, workload)),
        remediation: remediation(workload, standing),
      },
    ]);
  },
});
