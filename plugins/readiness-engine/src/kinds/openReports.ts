import { policyReport } from './policyReport';

export const openReports = policyReport({
  group: 'openreports.io',
  resource: 'reports',
  kind: 'Report',
  namespaced: true,
  versions: ['v1alpha1'],
});
