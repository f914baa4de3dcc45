import { trivyChecks } from './trivyChecks';

export const rbacAssessmentReports = trivyChecks(
  'rbacassessmentreports',
  'RbacAssessmentReport',
);
