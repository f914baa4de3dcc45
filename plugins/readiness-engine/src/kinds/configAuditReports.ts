import { trivyChecks } from './trivyChecks';

export const configAuditReports = trivyChecks(
  'configauditreports',
  'ConfigAuditReport',
);
