import { asInteger, asObject, asString, asStrings, at } from '../json';
import { type KubeObject, apiTime } from '../objects/KubeObject';
import type { DeriveContext, Derived } from './DeriveContext';
import { child, makePod } from './makePod';
import { makeClaim } from './makeClaim';

const HARDENED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What CloudNativePG makes of a `Cluster`: pods that it owns itself, claims. */
export function derivePostgresCluster(
  object: KubeObject,
  context: DeriveContext,
): Derived {
  const { name, namespace, creationTimestamp } = object.metadata;
  const instances = asInteger(at(object, 'spec', 'instances')) ?? 1;
  const image =
    asString(at(object, 'spec', 'imageName')) ??
    'ghcr.io/cloudnative-pg/postgresql:17.6';
  const created = Date.parse(creationTimestamp ?? '') || context.startedAt;
  const inherited = asStrings(
    at(object, 'spec', 'inheritedMetadata', 'labels'),
  );
  const children = Array.from({ length: instances }, (_value, index) => {
    const instance = `${name}-${index + 1}`;
    const labels = {
      ...inherited,
      'cnpg.io/cluster': name,
      'cnpg.io/instanceName': instance,
      'cnpg.io/instanceRole': index === 0 ? 'primary' : 'replica',
      'cnpg.io/podRole': 'instance',
    };
    const container = (containerName: string, containerImage: string) => ({
      name: containerName,
      image: containerImage,
      resources: asObject(at(object, 'spec', 'resources')),
      securityContext: HARDENED,
    });
    const pod = makePod(
      {
        name: instance,
        index,
        owner: object,
        createdAt: created + index * 60_000,
        claims: { pgdata: instance },
        labels,
        template: {
          spec: {
            initContainers: [
              container(
                'bootstrap-controller',
                'ghcr.io/cloudnative-pg/cloudnative-pg:1.28.0',
              ),
            ],
            containers: [
              {
                ...container('postgres', image),
                ports: [{ name: 'postgresql', containerPort: 5432 }],
                readinessProbe: {
                  httpGet: { path: '/readyz', port: 8000, scheme: 'HTTPS' },
                  periodSeconds: 10,
                },
                livenessProbe: {
                  httpGet: { path: '/healthz', port: 8000, scheme: 'HTTPS' },
                  periodSeconds: 10,
                },
              },
            ],
            securityContext: {
              fsGroup: 26,
              runAsGroup: 26,
              runAsNonRoot: true,
              runAsUser: 26,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            serviceAccountName: name,
          },
        },
      },
      context,
    );
    return [
      pod,
      ...makeClaim(
        {
          name: instance,
          object,
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: {
              requests: {
                storage: asString(at(object, 'spec', 'storage', 'size')),
              },
            },
          },
          labels: { ...labels, 'cnpg.io/pvcRole': 'PG_DATA' },
          owners: pod.metadata.ownerReferences,
        },
        context,
      ),
    ];
  }).flat();
  const service = (suffix: string, selector: object) =>
    child(object, context, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `${name}-${suffix}`,
        namespace,
        labels: { 'cnpg.io/cluster': name },
        creationTimestamp: apiTime(created),
      },
      spec: {
        type: 'ClusterIP',
        ports: [{ name: 'postgres', port: 5432, protocol: 'TCP' }],
        selector: { 'cnpg.io/cluster': name, ...selector },
      },
    });
  return {
    status: {
      instances,
      readyInstances: instances,
      phase: 'Cluster in healthy state',
      currentPrimary: `${name}-1`,
    },
    children: [
      ...children,
      service('rw', { 'cnpg.io/instanceRole': 'primary' }),
      service('ro', { 'cnpg.io/instanceRole': 'replica' }),
    ],
  };
}
