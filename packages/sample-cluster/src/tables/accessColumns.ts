import { asArray, asObject, asString, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import {
  AGE,
  type Column,
  NAME,
  column,
  field,
  labelText,
  listed,
  selectorText,
  wide,
} from './Column';

const CREATED: Column = {
  name: 'Created At',
  cell: object => object.metadata.creationTimestamp ?? '',
};

const subjects = (name: string, kind: string) =>
  column(name, binding =>
    objectsOf(binding.subjects)
      .filter(subject => subject.kind === kind)
      .map(subject =>
        subject.namespace === undefined
          ? subject.name
          : `${subject.namespace}/${subject.name}`,
      )
      .join(', '),
  );

const BINDING: readonly Column[] = [
  NAME,
  column('Role', binding => {
    const { kind, name } = asObject(binding.roleRef);
    return `${kind}/${name}`;
  }),
  AGE,
  ...wide(
    subjects('Users', 'User'),
    subjects('Groups', 'Group'),
    subjects('ServiceAccounts', 'ServiceAccount'),
  ),
];

const WEBHOOKS: readonly Column[] = [
  NAME,
  {
    ...column('Webhooks', object => asArray(object.webhooks).length),
    type: 'integer',
  },
  AGE,
];

const portsOf = (object: KubeObject) =>
  objectsOf(at(object, 'spec', 'ports')).map(
    ({ port, nodePort, protocol = 'TCP' }) =>
      nodePort === undefined
        ? `${port}/${protocol}`
        : `${port}:${nodePort}/${protocol}`,
  );

function externalText(service: KubeObject): string {
  const { type, externalName, externalIPs } = asObject(service.spec);
  if (type === 'ExternalName') return String(externalName);
  const given = asArray(externalIPs);
  if (type !== 'LoadBalancer') return listed(given);
  const balanced = objectsOf(
    at(service, 'status', 'loadBalancer', 'ingress'),
  ).map(({ ip, hostname }) => ip ?? hostname);
  const all = [...balanced, ...given];
  return all.length === 0 ? '<pending>' : listed(all);
}

const hostsText = (ingress: KubeObject) => {
  const hosts = objectsOf(at(ingress, 'spec', 'rules')).flatMap(
    rule => asString(rule.host) ?? [],
  );
  return hosts.length === 0 ? '*' : listed(hosts);
};

const addressesText = (slice: KubeObject) =>
  listed(
    objectsOf(slice.endpoints).flatMap(endpoint => asArray(endpoint.addresses)),
  );

/** Columns of what leads to workloads and of who may do what. */
export const ACCESS_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  '/Service': [
    NAME,
    field('Type', 'spec.type', 'ClusterIP'),
    field('Cluster-IP', 'spec.clusterIP'),
    column('External-IP', externalText),
    column('Port(s)', service => listed(portsOf(service))),
    AGE,
    ...wide(
      column('Selector', service => labelText(at(service, 'spec', 'selector'))),
    ),
  ],
  'discovery.k8s.io/EndpointSlice': [
    NAME,
    field('AddressType', 'addressType', ''),
    column('Ports', slice =>
      listed(objectsOf(slice.ports).map(({ port }) => port)),
    ),
    column('Endpoints', addressesText),
    AGE,
  ],
  'networking.k8s.io/Ingress': [
    NAME,
    field('Class', 'spec.ingressClassName'),
    column('Hosts', hostsText),
    column('Address', ingress =>
      objectsOf(at(ingress, 'status', 'loadBalancer', 'ingress'))
        .map(({ ip, hostname }) => ip ?? hostname)
        .join(','),
    ),
    column('Ports', ingress =>
      objectsOf(at(ingress, 'spec', 'tls')).length > 0 ? '80, 443' : '80',
    ),
    AGE,
  ],
  'networking.k8s.io/IngressClass': [
    NAME,
    field('Controller', 'spec.controller'),
    AGE,
  ],
  'networking.k8s.io/NetworkPolicy': [
    NAME,
    column('Pod-Selector', policy =>
      selectorText(at(policy, 'spec', 'podSelector')),
    ),
    AGE,
  ],
  'rbac.authorization.k8s.io/Role': [NAME, CREATED],
  'rbac.authorization.k8s.io/ClusterRole': [NAME, CREATED],
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'apiextensions.k8s.io/CustomResourceDefinition': [NAME, CREATED],
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': WEBHOOKS,
};
