import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type KubeObject, objectKey } from '../objects/KubeObject';
import { parseManifests } from '../objects/loadFolder';
import { SAMPLE_USER_NAMES } from '../users';
import { RBAC_GROUP } from './aggregateRules';

/** Generated from what the checks read; a company applies the same file. */
const SCANNER_ROLES = resolve(
  require.resolve('@readiness/sample-cluster/package.json'),
  '../../../deploy/rbac.yaml',
);

/** What the API server lets everybody who signed in read of itself. */
const DISCOVERY: KubeObject = {
  apiVersion: `${RBAC_GROUP}/v1`,
  kind: 'ClusterRole',
  metadata: {
    name: 'system:discovery',
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  },
  rules: [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ],
};

/**
 * Adds the roles and bindings that a cluster has before anybody writes one:
 * discovery for every signed-in user, and the scanner's roles from
 * `deploy/rbac.yaml`, bound to its ServiceAccount. Where the cluster brings its
 * own of the same name, that one counts.
 */
export function withStartingRights(
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  const given = new Set(objects.map(objectKey));
  const roles = parseManifests(readFileSync(SCANNER_ROLES, 'utf8')).objects;
  const [namespace, name] = SAMPLE_USER_NAMES.scanner.split(':').slice(2);
  const starting = [
    DISCOVERY,
    bindingOf(DISCOVERY, {
      kind: 'Group',
      apiGroup: RBAC_GROUP,
      name: 'system:authenticated',
    }),
    ...roles,
    ...roles.map(role =>
      bindingOf(role, { kind: 'ServiceAccount', name, namespace }),
    ),
  ];
  return [
    ...objects,
    ...starting.filter(object => !given.has(objectKey(object))),
  ];
}

function bindingOf(role: KubeObject, subject: object): KubeObject {
  const { name, namespace } = role.metadata;
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: `${role.kind}Binding`,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    roleRef: { apiGroup: RBAC_GROUP, kind: role.kind, name },
    subjects: [subject],
  };
}
