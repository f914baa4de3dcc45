import {
  apiServerMetrics,
  defineCheck,
  evidence,
  found,
  na,
  pass,
  undecidable,
  workloads,
  type Extractor,
  type Inventory,
  type Judgement,
  type MetricSample,
  type Occurrence,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { clusterEvidence } from './clusterEvidence';
import { factOf, flagValue, rawContainers } from './commandFlags';

const ID = 'sec-etcd-encryption';
const WHAT = 'encryption-review';

const API_SERVER = 'kube-apiserver';
const ENCRYPTS = 'encryption-provider-config';

/** Which flags an API server in a pod has; never their values. */
const apiServerFlags: Extractor = {
  id: 'api-server-flags',
  run: podSpec =>
    rawContainers(podSpec)
      .filter(({ name }) => name === API_SERVER)
      .flatMap(container => [
        factOf(API_SERVER, container),
        ...(flagValue(container, ENCRYPTS) === undefined
          ? []
          : [factOf(ENCRYPTS, container)]),
      ]),
};

const says = ({ facts }: Workload, detector: string) =>
  (facts[apiServerFlags.id] ?? []).some(fact => fact.detector === detector);

const usesSecrets = ({ template }: Workload): boolean =>
  template !== undefined &&
  (template.imagePullSecrets.length > 0 ||
    template.volumes.some(({ secrets }) => secrets.length > 0) ||
    template.containers.some(({ secretEnv }) => secretEnv.length > 0));

/** Secrets that this API server has written encrypted since it started. */
function encryptedWrites(samples: readonly MetricSample[]): number {
  return samples
    .filter(
      ({ metric, labels }) =>
        metric === 'apiserver_storage_transformation_operations_total' &&
        labels.transformation_type === 'to_storage' &&
        // Servers before 1.30 do not tell the resource.
        (labels.resource === undefined || labels.resource === 'secrets') &&
        labels.status === 'OK' &&
        labels.transformer_prefix?.startsWith('k8s:enc:'),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

const CONFIGURATION = `# /etc/kubernetes/enc/encryption.yaml on every control plane node
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - kms:
          apiVersion: v2
          name: kms
          endpoint: unix:///var/run/kmsplugin/socket.sock
      - identity: {}
`;

function occurrence(
  state: Occurrence['state'],
  code: string,
  message: string,
): Occurrence {
  return {
    state,
    reasons: [{ code, message }],
    remediation:
      state === 'fail'
        ? {
            summary: 'Encrypt Secrets before they are written to etcd.',
            type: 'manifest',
            content: CONFIGURATION,
            note: 'Mount the file into kube-apiserver with --encryption-provider-config, one control plane node after the other; then an administrator rewrites every Secret: kubectl get secrets --all-namespaces -o json | kubectl replace -f -',
          }
        : {
            summary:
              'Show that kms or aesgcm comes before identity in the file.',
            type: 'steps',
            content: `Grant the scanner the optional role readiness-scanner-apiserver-metrics, or record evidence of kind ${WHAT} for this cluster with the reviewed file as artefact.`,
          },
  };
}

function judgeFlags(servers: readonly Workload[]): Judgement {
  const without = servers.filter(server => !says(server, ENCRYPTS));
  return without.length > 0
    ? found([
        occurrence(
          'fail',
          'not-encrypted',
          `${without.length} of ${servers.length} API servers run without --${ENCRYPTS}: Secrets lie in etcd, its snapshots and backups as they are (${without[0].name}).`,
        ),
      ])
    : found([
        occurrence(
          'warn',
          'provider-unread',
          'Every API server has an encryption configuration; whether it encrypts or lists identity first stands in a file that no request can read.',
        ),
      ]);
}

type Seen = Pick<Inventory, 'workloads' | 'apiServerMetrics' | 'evidence'>;

/** `sec-etcd-encryption` (`catalogue/20` S1). */
export const etcdEncryption = defineCheck({
  id: ID,
  title: 'Secrets are encrypted at rest',
  dimension: 'security',
  control: 'S1',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'etcd-encryption',
  gate: 'used',
  reads: [...workloads({ live: true }), apiServerMetrics(), evidence(WHAT)],
  extract: apiServerFlags,
  texts: {
    why: 'etcd keeps a Secret as it was sent. Whoever gets a disk, a snapshot or a backup of it then has every credential of the cluster.',
    rules: {
      pass: 'The API server wrote Secrets through an encryption provider since it started, or somebody reviewed it within a year and recorded that.',
      warn: 'Every API server has an encryption configuration, and whether that encrypts cannot be read.',
      fail: 'An API server in a pod of the cluster runs without an encryption configuration, or the newest review found that nothing is encrypted.',
      na: 'No workload refers to a Secret.',
      unknown:
        'The control plane is managed or hidden, its metrics may not be read, and nobody recorded a review.',
    },
    traps: [
      'What was written before encryption was turned on stays as it is until it is rewritten.',
      'A configuration that lists identity first encrypts nothing.',
      'Managed control planes show neither pods nor flags: their answer is in the provider’s console, and evidence here.',
      'Several API servers count for themselves: the metrics are those of the one that answered.',
    ],
    fix: 'Put kms v2 first in the encryption configuration of every API server, then rewrite all Secrets.',
    references: [
      'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/',
    ],
  },
  judge({ subject }, inventory: Seen, { now }) {
    if (!inventory.workloads.some(usesSecrets)) {
      return na('no-secrets', 'No workload refers to a Secret.');
    }
    const writes = encryptedWrites(inventory.apiServerMetrics);
    if (writes > 0) {
      return pass({
        code: 'encrypted',
        message: `The API server wrote ${writes} Secrets through an encryption provider since it started.`,
      });
    }
    const reviewed = clusterEvidence(
      inventory.evidence,
      { check: ID, what: WHAT, subject: subjectKey(subject) },
      now,
    );
    if (reviewed?.state === 'failed') {
      return found([
        occurrence(
          'fail',
          'review-failed',
          `The review ${reviewed.age} days ago found that Secrets are not encrypted.`,
        ),
      ]);
    }
    if (reviewed?.state === 'current') {
      return pass({
        code: 'reviewed',
        message: `Encryption was reviewed ${reviewed.age} days ago.`,
      });
    }
    const servers = inventory.workloads.filter(each => says(each, API_SERVER));
    return servers.length > 0
      ? judgeFlags(servers)
      : undecidable(
          'apiServerMetrics',
          'No API server runs in a pod that can be seen, so the control plane is managed or hidden; its metrics show no encrypted write, and no review is recorded.',
        );
  },
});
