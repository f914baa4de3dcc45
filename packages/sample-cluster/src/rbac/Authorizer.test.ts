import { Authorizer } from './Authorizer';
import { withAggregatedRules } from './aggregateRules';
import { parseManifests } from '../objects/loadFolder';
import type { Attempt } from './Attempt';

const YAML = `
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: reader, labels: {level: read}}
rules:
  - {apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}
  - {apiGroups: [apps], resources: ['*'], verbs: [get]}
  - {apiGroups: ['*'], resources: ['*/scale'], verbs: [update]}
  - {apiGroups: [''], resources: [configmaps], resourceNames: [public], verbs: [get, list]}
  - {nonResourceURLs: [/metrics, /logs/*], verbs: [get]}
---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: writer, labels: {level: write}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {level: read}}]}
rules: [{apiGroups: [''], resources: [pods], verbs: [delete]}]
---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: owner}
aggregationRule:
  clusterRoleSelectors: [{matchExpressions: [{key: level, operator: In, values: [write]}]}]
rules: []
---
kind: Role
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: reader, namespace: bank}
rules: [{apiGroups: [''], resources: [secrets], verbs: ['*']}]
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: everyone}
roleRef: {kind: ClusterRole, name: reader}
subjects: [{kind: User, name: ana}, {kind: ServiceAccount, name: scanner, namespace: tools}]
---
kind: RoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: bankers, namespace: bank}
roleRef: {kind: Role, name: reader}
subjects: [{kind: Group, name: bankers}, {kind: ServiceAccount, name: teller}]
---
kind: RoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: shop, namespace: shop}
roleRef: {kind: ClusterRole, name: owner}
subjects: [{kind: Group, name: 'system:serviceaccounts:tools'}]
---
kind: RoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: gone, namespace: shop}
roleRef: {kind: ClusterRole, name: gone}
subjects: [{kind: Group, name: 'system:authenticated'}]
`;

describe('Authorizer', () => {
  const objects = withAggregatedRules(parseManifests(YAML).objects);
  const authorizer = Authorizer.create(() => objects);
  const ask = (text: string): Attempt => {
    const [verb, target, namespace] = text.split(' ');
    if (target.startsWith('/')) return { verb, path: target };
    const [whole, name] = target.split(':');
    const [resource, subresource] = whole.split('/');
    const [plural, ...group] = resource.split('.');
    return {
      verb,
      group: group.join('.'),
      resource: plural,
      subresource,
      name,
      namespace,
    };
  };
  const decide = (name: string, text: string, groups: string[] = []) =>
    authorizer.decide({ token: 't', name, groups }, ask(text));
  const SCANNER = 'system:serviceaccount:tools:scanner';
  const TELLER = 'system:serviceaccount:bank:teller';

  const cases: [string, string, boolean, string[]?][] = [
    ['ana', 'list pods', true],
    ['ana', 'list pods shop', true],
    ['ana', 'watch pods', false],
    ['ana', 'get pods/log:a shop', true],
    ['ana', 'get pods/exec:a shop', false],
    ['ana', 'get deployments.apps:a shop', true],
    ['ana', 'get deployments.apps/status:a shop', true],
    ['ana', 'get deployments.other:a shop', false],
    ['ana', 'update deployments.apps/scale:a shop', true],
    ['ana', 'update deployments.apps:a shop', false],
    ['ana', 'get configmaps:public shop', true],
    ['ana', 'get configmaps:private shop', false],
    ['ana', 'list configmaps shop', false],
    ['ana', 'list configmaps:public shop', true],
    ['ana', 'get /metrics', true],
    ['ana', 'get /logs/', true],
    ['ana', 'get /logs', false],
    ['ana', 'post /metrics', false],
    ['ben', 'list pods', false],
    ['ben', 'get secrets:a bank', false],
    ['ben', 'get secrets:a bank', true, ['bankers']],
    ['ben', 'get secrets:a shop', false, ['bankers']],
    ['ben', 'list secrets', false, ['bankers']],
    [TELLER, 'deletecollection secrets bank', true],
    [SCANNER, 'list pods', true],
    ['scanner', 'list pods', false],
    [SCANNER, 'delete pods:a shop', true],
    [SCANNER, 'delete pods:a bank', false],
    ['root', 'delete nodes:a', true, ['system:masters']],
    ['root', 'put /anything', true, ['system:masters']],
  ];
  it.each(
    cases.map(([name, text, allowed, groups = []]) => ({
      name,
      text,
      allowed,
      groups,
    })),
  )('$name $groups may $text: $allowed', ({ name, text, allowed, groups }) => {
    expect(decide(name, text, groups).allowed).toBe(allowed);
  });

  it('says which role a binding looks for in vain', () => {
    expect(decide('ben', 'list pods shop')).toEqual({
      allowed: false,
      reason: 'RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found',
    });
    expect(decide('ben', 'list pods bank')).toEqual({ allowed: false });
  });

  it('aggregates roles of roles, and survives a circle', () => {
    const role = (name: string, label: string, selected: string) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name, labels: { is: label } },
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { is: selected } }],
      },
      rules: [{ verbs: [name] }],
    });
    const [a, b] = withAggregatedRules([
      role('a', 'x', 'y'),
      role('b', 'y', 'x'),
    ]);
    expect(a.rules).toEqual([{ verbs: ['a'] }, { verbs: ['b'] }]);
    expect(b.rules).toEqual([{ verbs: ['b'] }, { verbs: ['a'] }]);
  });
});
