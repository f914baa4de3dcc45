import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import {
  container,
  deployment,
  podSpec,
  SHOP,
} from '../../__fixtures__/objects';

type Fields = Readonly<Record<string, unknown>>;

const NOW = Date.parse('2026-11-22T17:00:00Z');
export const daysAgo = (days: number) =>
  new Date(NOW - days * 86_400_000).toISOString();

export const DIGEST = `sha256:${'a1'.repeat(32)}`;
export const OTHER = `sha256:${'b2'.repeat(32)}`;
export const IMAGE = 'registry.example.com/shop/app:1.4.2';

/** A Deployment, its ReplicaSet and one ready pod that runs `imageId`. */
export function running(
  parts: {
    image?: string;
    imageId?: string;
    name?: string;
    revision?: string;
    containers?: readonly Fields[];
  } = {},
): readonly Fields[] {
  const name = parts.name ?? 'app';
  const revision = parts.revision ?? '5d4f';
  const image = parts.image ?? IMAGE;
  const spec = podSpec({
    containers: parts.containers ?? [container({ image })],
  });
  const owned = (kind: string, owner: string) => [
    { apiVersion: 'apps/v1', kind, name: owner, controller: true },
  ];
  return [
    deployment(spec, { name }),
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${name}-${revision}`,
        namespace: SHOP,
        creationTimestamp: '2026-11-15T00:00:00Z',
        ownerReferences: owned('Deployment', name),
      },
      spec: { template: { metadata: { labels: { app: 'app' } }, spec } },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${revision}-x2k`,
        namespace: SHOP,
        labels: { app: 'app', 'pod-template-hash': revision },
        ownerReferences: owned('ReplicaSet', `${name}-${revision}`),
      },
      spec,
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: (spec.containers as Fields[]).map(one => ({
          name: one.name,
          imageID: parts.imageId ?? `registry.example.com/shop/app@${DIGEST}`,
        })),
      },
    },
  ];
}

export const vulnerability = (
  id: string,
  severity: string,
  publishedDaysAgo: number | undefined,
  parts: Fields = {},
): Fields => ({
  vulnerabilityID: id,
  resource: 'openssl',
  severity,
  fixedVersion: '3.0.18',
  ...(publishedDaysAgo !== undefined && {
    publishedDate: daysAgo(publishedDaysAgo),
  }),
  ...parts,
});

/** A report of the Trivy Operator on container `app` of ReplicaSet `app-5d4f`. */
export function report(
  parts: {
    name?: string;
    kind?: string;
    resource?: string;
    container?: string;
    scannedDaysAgo?: number | null;
    artifact?: Fields;
    registry?: string;
    os?: Fields;
    vulnerabilities?: readonly Fields[];
    metadata?: Fields;
  } = {},
): Fields {
  const kind = parts.kind ?? 'ReplicaSet';
  const resource = parts.resource ?? 'app-5d4f';
  const name = parts.container ?? 'app';
  return {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind: 'VulnerabilityReport',
    metadata: {
      name: parts.name ?? `${kind}-${resource}-${name}`.toLowerCase(),
      namespace: SHOP,
      labels: {
        'trivy-operator.resource.kind': kind,
        'trivy-operator.resource.name': resource,
        'trivy-operator.container.name': name,
      },
      ...parts.metadata,
    },
    report: {
      ...(parts.scannedDaysAgo !== null && {
        updateTimestamp: daysAgo(parts.scannedDaysAgo ?? 0.5),
      }),
      registry: { server: parts.registry ?? 'registry.example.com' },
      artifact: { repository: 'shop/app', tag: '1.4.2', ...parts.artifact },
      os: { family: 'debian', name: '12.8', ...parts.os },
      summary: { criticalCount: 0, highCount: 0, mediumCount: 3, lowCount: 9 },
      vulnerabilities: parts.vulnerabilities ?? [],
    },
  };
}

/** The record of a scan in the pipeline of `component:default/app`. */
export const ciScan = (
  parts: Partial<EvidenceRecord> = {},
): EvidenceRecord => ({
  id: 'scan',
  check: 'sec-image-ci-scan',
  control: 'S5',
  what: 'ci-scan',
  subjects: ['entity:component:default/app'],
  performedAt: '2026-11-14T00:00:00Z',
  outcome: 'success',
  validation: { kind: 'appProbe', result: 'passed', detail: DIGEST },
  artefacts: [{ url: 'https://ci.example.com/scan/1' }],
  grade: 'E2',
  expiresAt: '2026-12-01T00:00:00Z',
  ...parts,
});

export const service = {
  ref: 'component:default/app',
  annotations: { 'backstage.io/kubernetes-label-selector': 'app=app' },
};
