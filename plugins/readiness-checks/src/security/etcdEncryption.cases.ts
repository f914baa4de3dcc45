import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec, staticPod } from '../__fixtures__/objects';
import { etcdEncryption as check } from './etcdEncryption';

const CANARY = '/etc/CANARY-4f1d/encryption.yaml';

const app = deployment(podSpec({ imagePullSecrets: [{ name: 'registry' }] }));

const apiServer = (...flags: readonly string[]) =>
  staticPod({
    containers: [
      { name: 'kube-apiserver', command: ['kube-apiserver', ...flags] },
    ],
  });

const metrics = (prefix: string, type = 'to_storage', value = 3) =>
  `apiserver_storage_transformation_operations_total{resource="secrets",status="OK",transformation_type="${type}",transformer_prefix="${prefix}"} ${value}\n`;

export const review = (
  parts: Partial<EvidenceRecord> = {},
): EvidenceRecord => ({
  id: 'e1',
  check: check.id,
  control: 'S1',
  what: 'encryption-review',
  subjects: ['cluster:test-cluster-uid'],
  performedAt: '2026-06-01T10:00:00Z',
  outcome: 'success',
  artefacts: [{ url: 'https://ci.example.com/1' }],
  grade: 'E2',
  expiresAt: '2027-06-01T10:00:00Z',
  ...parts,
});

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes where the API server writes Secrets encrypted',
    objects: [app],
    options: { metrics: metrics('k8s:enc:kms:v2:') },
    state: 'pass',
    codes: ['encrypted'],
  },
  {
    it: 'does not take a Secret that was read for one that was written',
    objects: [app],
    options: { metrics: metrics('k8s:enc:kms:v2:', 'from_storage') },
    state: 'unknown',
  },
  {
    it: 'does not take identity for encryption',
    objects: [app, apiServer('--encryption-provider-config=x')],
    options: { metrics: metrics('identity') },
    state: 'warn',
    codes: ['provider-unread'],
  },
  {
    it: 'warns where the flag is there and the file cannot be read',
    objects: [app, apiServer('--encryption-provider-config', CANARY)],
    state: 'warn',
    codes: ['provider-unread'],
  },
  {
    it: 'trap 14: fails by the arguments of a static pod',
    objects: [app, apiServer('--authorization-mode=RBAC')],
    state: 'fail',
    codes: ['not-encrypted'],
  },
  {
    it: 'passes a review of this year',
    objects: [app],
    options: { evidence: [review()] },
    state: 'pass',
    codes: ['reviewed'],
  },
  {
    it: 'fails where the newest review found nothing encrypted',
    objects: [app],
    options: {
      evidence: [
        review(),
        review({
          id: 'e2',
          outcome: 'failed',
          performedAt: '2026-10-01T10:00:00Z',
        }),
      ],
    },
    state: 'fail',
    codes: ['review-failed'],
  },
  {
    it: 'does not let a review of another cluster count',
    objects: [app],
    options: { evidence: [review({ subjects: ['cluster:other'] })] },
    state: 'unknown',
  },
  {
    it: 'does not know a managed control plane',
    objects: [app],
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not apply where nothing refers to a Secret',
    objects: [deployment()],
    state: 'na',
    codes: ['no-secrets'],
  },
];

export const etcdEncryptionCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
