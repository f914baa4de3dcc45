import { policyReport } from './policyReport';

export const policyReports = policyReport({
  group: 'wgpolicyk8s.io',
  resource: 'policyreports',
  kind: 'PolicyReport',
  namespaced: true,
  versions: ['v1alpha2', 'v1beta1'],
});
