import { SHOP } from '../../__fixtures__/objects';

type Spec = Readonly<Record<string, unknown>>;

export const BOTH = ['Ingress', 'Egress'];

/** `policies.example/v1`, `Kind`, and what stands in its spec. */
const object = (
  apiVersion: string,
  kind: string,
  name: string,
  spec: Spec,
  scope: { namespace?: string } = { namespace: SHOP },
) => ({ apiVersion, kind, metadata: { name, ...scope }, spec });

export const policy = (name: string, spec: Spec, place = SHOP) =>
  object(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    name,
    { podSelector: {}, ...spec },
    { namespace: place },
  );

export const denyAll = policy('default-deny', { policyTypes: BOTH });

export const cilium = (spec: Spec) =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', 'deny', {
    endpointSelector: {},
    ...spec,
  });

export const ciliumWide = (spec: Spec) =>
  object(
    'cilium.io/v2',
    'CiliumClusterwideNetworkPolicy',
    'deny',
    { endpointSelector: {}, ...spec },
    {},
  );

export const calico = (spec: Spec, group = 'projectcalico.org/v3') =>
  object(group, 'GlobalNetworkPolicy', 'deny', { types: BOTH, ...spec }, {});

export const admin = (kind: string, spec: Spec, version = 'v1alpha1') =>
  object(
    `policy.networking.k8s.io/${version}`,
    kind,
    'default',
    { subject: { namespaces: {} }, ...spec },
    {},
  );

export const DENY_IN = { action: 'Deny', from: [{ namespaces: {} }] };
export const DENY_OUT = { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] };
export const ALLOW_DNS = { action: 'Allow', protocol: 'UDP' };
