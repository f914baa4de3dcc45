import { policyReport } from './policyReport';

export const clusterPolicyReports = policyReport({
  group: 'wgpolicyk8s.io',
  resource: 'clusterpolicyreports',
  kind: 'ClusterPolicyReport',
  namespaced: false,
  versions: ['v1alpha2', 'v1beta1'],
});
