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
  Occurrence,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import {
  isMountedByManager,
  originOf,
  originReads,
  secretReferences,
  unreadOrigin,
  type SecretOrigin,
} from './secretOrigins';

const reads = [...workloads(), ...originReads] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['workload'];

/** Names of what holds a certificate and its key, by the habits of charts. */
const CERTIFICATE = /(^|[-.])(tls|certs?|certificates?|ca|webhook|keystore)$/;

interface Used {
  secret: string;
  origin: SecretOrigin;
  /** It only lets the kubelet pull images. */
  pullsOnly: boolean;
  /** A volume with a certificate, as its name has it. */
  certificate: boolean;
}

function usedSecrets({ workload }: Subject, inventory: Seen): readonly Used[] {
  const references = secretReferences(workload, inventory);
  const names = [...new Set(references.map(({ secret }) => secret))].sort();
  return names.map(secret => {
    const ways = references
      .filter(reference => reference.secret === secret)
      .map(({ via }) => via);
    return {
      secret,
      origin: originOf(workload.namespace, secret, inventory),
      pullsOnly: ways.every(via => via === 'imagePullSecret'),
      certificate:
        ways.every(via => via === 'volume') && CERTIFICATE.test(secret),
    };
  });
}

function externalSecret(namespace: string, secret: string): Remediation {
  const target = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    namespace,
    name: secret,
  };
  return {
    summary: `Let a secret manager make ${secret}.`,
    type: 'manifest',
    target,
    content: toYaml({
      apiVersion: target.apiVersion,
      kind: target.kind,
      metadata: { name: secret, namespace },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: secret },
        dataFrom: [{ extract: { key: `${namespace}/${secret}` } }],
      },
    }),
    note: 'Name the store that you have. Put the value into it first, a new one if the old one was ever in Git, then apply this, then delete the Secret that was made by hand: the operator makes it again.',
  };
}

function occurrence(
  { secret, origin, pullsOnly, certificate }: Used,
  namespace: string,
): Occurrence | undefined {
  const remediation = externalSecret(namespace, secret);
  if (origin.type === 'sealed') {
    return {
      state: 'warn',
      discriminator: secret,
      severity: 'medium',
      reasons: [
        {
          code: 'sealed-secret',
          message: `Secret ${secret} comes encrypted from Git (${origin.by}): it is rotated and revoked in no central place, and the key that opens it is now part of every recovery.`,
        },
      ],
      remediation,
    };
  }
  if (origin.type !== 'unknown') return undefined;
  if (pullsOnly) {
    return {
      state: 'warn',
      discriminator: secret,
      severity: 'low',
      reasons: [
        {
          code: 'pull-secret-unmanaged',
          message: `Nothing here makes Secret ${secret}, with which images are pulled.`,
        },
      ],
      remediation,
    };
  }
  if (certificate) {
    return {
      state: 'warn',
      discriminator: secret,
      severity: 'medium',
      reasons: [
        {
          code: 'certificate-unmanaged',
          message: `Nothing here makes Secret ${secret}, a certificate by its name: who renews it does not show.`,
        },
      ],
      remediation: {
        summary: `Let cert-manager make ${secret}.`,
        type: 'manifest',
        target: {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          namespace,
          name: secret,
        },
        content: toYaml({
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          metadata: { name: secret, namespace },
          spec: {
            secretName: secret,
            dnsNames: [`${secret}.${namespace}.svc`],
            issuerRef: { kind: 'ClusterIssuer', name: 'internal' },
          },
        }),
        note: 'Name the issuer and the hosts that you have. Where an operator or a chart makes the certificate itself, except it with that reason.',
      },
    };
  }
  return {
    state: 'fail',
    discriminator: secret,
    reasons: [
      {
        code: 'secret-of-unknown-origin',
        message: `Nothing here makes Secret ${secret}: somebody wrote it by hand or a chart rendered it, and nobody rotates it.`,
      },
    ],
    remediation,
  };
}

export function judgeSecretSourced(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { workload } = subject;
  if (!workload.template) {
    return undecidable('template', 'No template and no live pod to read.');
  }
  const used = usedSecrets(subject, inventory);
  if (used.length === 0) {
    return isMountedByManager(workload)
      ? pass({
          code: 'mounted-by-manager',
          message: 'A secret manager mounts what it needs; no Secret is used.',
        })
      : na('no-secrets', 'Its template names no Secret.');
  }
  const open = used.filter(
    ({ secret }) =>
      !context.exception({
        namespace: workload.namespace,
        name: workload.name,
        rule: secret,
      }),
  );
  if (open.length === 0) {
    return na('excepted', 'All Secrets that it names are excepted.');
  }
  const unknown = open.some(({ origin }) => origin.type === 'unknown');
  const unread = unknown ? unreadOrigin(context) : undefined;
  if (unread) return undecidable(unread);
  return found(
    open.flatMap(each => occurrence(each, workload.namespace) ?? []),
    {
      code: 'managed-secrets',
      message: `What it needs is made by ${[
        ...new Set(
          open.flatMap(({ origin }) =>
            origin.type === 'unknown' ? [] : [origin.by],
          ),
        ),
      ].join(', ')}.`,
    },
  );
}

export const secretSourced = defineCheck({
  id: 'sec-secret-sourced',
  title: 'Every Secret that it uses comes from a secret manager',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['workload'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'secret-to-manager',
  gate: 'used',
  reads,
  texts: {
    why: 'A Secret that somebody wrote by hand is rotated by nobody and revoked nowhere, and who has a copy is not known. A manager knows all three.',
    rules: {
      pass: 'A secret manager or an operator makes every Secret that the template names, or mounts the values itself.',
      warn: 'The rest comes sealed from Git (SealedSecrets, SOPS), is a certificate that nothing here renews, or only pulls images.',
      fail: 'Nothing here makes a Secret that it takes as environment or file.',
      na: 'The template names no Secret, or all of them are excepted.',
      unknown:
        'The template cannot be read; or nothing makes a Secret as far as can be seen, and the objects of a secret manager cannot be read.',
    },
    traps: [
      'A reference that is optional may name a Secret that does not exist: it counts only where something makes it.',
      'An ExternalSecret with creationPolicy Merge or None adds to a Secret of somebody else.',
      'During a migration a Secret keeps its name: that an object makes it does not show where its value came from.',
      'Names tell, and nothing else: no Secret is ever read.',
    ],
    fix: 'Put the value into the manager, and let an ExternalSecret, a SecretProviderClass or the like make the Secret.',
    references: [
      'https://external-secrets.io/latest/api/externalsecret/',
      'https://secrets-store-csi-driver.sigs.k8s.io/',
    ],
  },
  judge: judgeSecretSourced,
});
