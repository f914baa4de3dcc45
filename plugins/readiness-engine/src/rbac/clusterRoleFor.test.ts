import {
  apiServerMetrics,
  evidence,
  list,
  liveRules,
  named,
  workloads,
} from '../reads';
import { aCheck } from '../testing/aCheck';
import { clusterRoleFor } from './clusterRoleFor';
import { collectReads } from './rules';
import { unreadableRule } from './unreadableRule';

const status = named('autoscalerStatus', 'kube-system', [
  'cluster-autoscaler-status',
]);

describe('clusterRoleFor', () => {
  it('grants get and list of what is listed, and single objects by a Role', () => {
    expect(
      clusterRoleFor([
        list('nodes'),
        list('namespaces'),
        list('veleroBackups'),
        list('nodes'),
        status,
        liveRules(),
        evidence('restore-drill'),
      ]),
    ).toBe(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: readiness-scanner
rules:
- apiGroups: [""]
  resources: [namespaces, nodes]
  verbs: [get, list]
- apiGroups: [velero.io]
  resources: [backups]
  verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: readiness-scanner
  namespace: kube-system
rules:
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [cluster-autoscaler-status]
  verbs: [get]
`);
  });

  it('asks for nothing that writes or that holds secrets', () => {
    const role = clusterRoleFor([...workloads(), status]);
    const verbs = role.match(/verbs: .*/g) ?? [];
    expect(new Set(verbs)).toEqual(
      new Set(['verbs: [get, list]', 'verbs: [get]']),
    );
    expect(role).not.toMatch(/secrets|"\*"|nodes\/proxy/);
  });

  it('asks for nothing without reads', () => {
    expect(clusterRoleFor([])).toContain('rules: []');
  });
});

describe('unreadableRule', () => {
  it('is the rule to paste', () => {
    expect(unreadableRule(list('clusterRoleBindings'))).toBe(
      '- apiGroups: [rbac.authorization.k8s.io]\n  resources: [clusterrolebindings]\n  verbs: [get, list]',
    );
  });

  it('says where the rule belongs for named objects', () => {
    expect(unreadableRule(status)).toContain(
      'Role of the namespace kube-system',
    );
    expect(unreadableRule(status)).toContain(
      'resourceNames: [cluster-autoscaler-status]',
    );
  });
});

describe('collectReads', () => {
  it('has every read once, needed where any check needs it', () => {
    const needed = list('nodes');
    const reads = collectReads([
      aCheck({ reads: [{ ...needed, optional: true }, status] }),
      aCheck({ reads: [needed, status, liveRules()] }),
      aCheck({ reads: [liveRules()] }),
    ]);
    expect(reads).toEqual([
      // What the engine itself needs.
      list('namespaces'),
      needed,
      status,
      liveRules(),
    ]);
  });
});

describe('pages that are no resources', () => {
  it('are granted by a role of their own, which may be left out', () => {
    const [, optional] = clusterRoleFor([
      list('nodes'),
      apiServerMetrics(),
    ]).split('---\n');
    expect(optional).toContain('name: readiness-scanner-apiserver-metrics');
    expect(optional).toContain(
      '- nonResourceURLs: ["/metrics"]\n  verbs: [get]',
    );
  });
});

describe('kinds that others define', () => {
  it('are granted as a whole group', () => {
    expect(clusterRoleFor([list('gatekeeperConstraints')])).toContain(
      '- apiGroups: [constraints.gatekeeper.sh]\n  resources: ["*"]\n  verbs: [get, list]',
    );
  });
});
