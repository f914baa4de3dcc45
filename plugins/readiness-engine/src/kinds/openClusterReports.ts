import { policyReport } from './policyReport';

export const openClusterReports = policyReport({
  group: 'openreports.io',
  resource: 'clusterreports',
  kind: 'ClusterReport',
  namespaced: false,
  versions: ['v1alpha1'],
});
