import {
  defineCheck,
  found,
  na,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Reason,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { workloadRemediation } from '../workloadRemediation';
import {
  originOf,
  originReads,
  secretReferences,
  unreadOrigin,
  type SecretReference,
} from './secretOrigins';

const reads = [...workloads(), ...originReads] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['workload'];

const PLACE = '/run/secrets';

const isEnvironment = ({ via }: SecretReference) =>
  via === 'env' || via === 'envFrom';

/** `DB_PASSWORD, DB_USER and 3 more`. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function remediation(
  workload: Workload,
  references: readonly SecretReference[],
) {
  const secrets = [...new Set(references.map(({ secret }) => secret))];
  const containers = (workload.template?.containers ?? []).flatMap(
    ({ name, role }) => {
      const own = [
        ...new Set(
          references
            .filter(({ container }) => container === name)
            .map(({ secret }) => secret),
        ),
      ];
      return own.length === 0
        ? []
        : [
            {
              name,
              role,
              fields: {
                volumeMounts: own.map(secret => ({
                  name: secret,
                  mountPath: `${PLACE}/${secret}`,
                  readOnly: true,
                })),
              },
            },
          ];
    },
  );
  return workloadRemediation(workload, {
    topic: 'env',
    summary: 'Mount the Secrets as files.',
    spec: {
      volumes: secrets.map(secret => ({
        name: secret,
        secret: { secretName: secret },
      })),
    },
    containers,
    note: `Then let the application read ${PLACE}/<secret>/<key> and take the variables out. Where it can read its environment only, keep them and restart it when a Secret changes (Reloader, or rolloutRestartTargets of the Vault operator).`,
  });
}

function wholeReason({ secret, container }: SecretReference): Reason {
  return {
    code: 'whole-secret-as-env',
    message: `Container ${container} takes all of Secret ${secret} as environment, and no manager makes that Secret.`,
    container,
    field: 'envFrom',
  };
}

function keyReason(
  secret: string,
  references: readonly SecretReference[],
): Reason {
  const variables = references.flatMap(({ variable }) => variable ?? []);
  return {
    code: 'secret-as-env',
    message: `${
      variables.length > 0 ? few(variables) : 'Variables'
    } of Secret ${secret} ${
      variables.length === 1 ? 'is' : 'are'
    } environment: child processes and crash dumps see it, and a new value needs a restart.`,
    container: references[0].container,
    field: 'env',
  };
}

export function judgeSecretEnvDelivery(
  { workload }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { namespace, name } = workload;
  if (!workload.template) {
    return undecidable('template', 'No template and no live pod to read.');
  }
  const excepted = context.exception({ namespace, name });
  if (excepted) return na('excepted', excepted.reason);
  const all = secretReferences(workload, inventory).filter(
    ({ via }) => via !== 'imagePullSecret',
  );
  if (all.length === 0) {
    return na('no-secrets', 'Its template names no Secret.');
  }
  const asEnvironment = all.filter(isEnvironment);
  const isUnmanaged = ({ secret, via }: SecretReference) =>
    via === 'envFrom' &&
    originOf(namespace, secret, inventory).type === 'unknown';
  const whole = asEnvironment.filter(isUnmanaged);
  const unread = whole.length > 0 ? unreadOrigin(context) : undefined;
  if (unread) return undecidable(unread);
  const rest = asEnvironment.filter(each => !whole.includes(each));
  if (asEnvironment.length === 0) {
    return pass({
      code: 'secrets-as-files',
      message: 'All Secrets that it uses are mounted as files.',
    });
  }
  const names = [...new Set(rest.map(({ secret }) => secret))];
  return found([
    {
      state: whole.length > 0 ? 'fail' : 'warn',
      reasons: [
        ...whole.map(wholeReason),
        ...names.map(secret =>
          keyReason(
            secret,
            rest.filter(each => each.secret === secret),
          ),
        ),
      ],
      remediation: remediation(workload, asEnvironment),
    },
  ]);
}

export const secretEnvDelivery = defineCheck({
  id: 'sec-secret-env-delivery',
  title: 'Secrets are delivered as files, not as environment',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['workload'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'secret-to-file',
  reads,
  texts: {
    why: 'The environment of a process is inherited by its children, ends up in crash dumps and debug pages, and stays as it was until a restart. A file is read when it is needed and renewed in place.',
    rules: {
      pass: 'All Secrets that the template names are mounted as files.',
      warn: 'Keys of Secrets, or a whole Secret that a manager makes, are environment.',
      fail: 'A whole Secret that no manager makes is environment (envFrom).',
      na: 'The template names no Secret but for pulling images.',
      unknown:
        'The template cannot be read; or a whole Secret is environment and the objects of a secret manager cannot be read.',
    },
    traps: [
      'A literal value in the environment is another and far worse matter: sec-secret-literal-env.',
      'What an injector adds is not in the template and is not counted.',
      'An application that reads its environment only needs a restart when the Secret changes.',
    ],
    fix: 'Mount the Secret, read the file, and reload when it changes.',
    references: [
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  judge: judgeSecretEnvDelivery,
});
