import type { CheckCase } from '../__fixtures__/checkCases';
import { namespace, SHOP } from '../__fixtures__/objects';
import { enforcementProven as check } from './enforcementProven';
import { review } from './etcdEncryption.cases';

const ENFORCED = namespace(SHOP, {
  'pod-security.kubernetes.io/enforce': 'restricted',
});
const PRIVILEGED = namespace(SHOP, {
  'pod-security.kubernetes.io/enforce': 'privileged',
});

const NOW = Date.parse('2026-11-22T17:00:00Z') / 1000;
const DAY = 24 * 60 * 60;

const metrics = (denied: number, days: number, mode = 'enforce') =>
  [
    `process_start_time_seconds ${NOW - days * DAY}`,
    `pod_security_evaluations_total{decision="deny",mode="${mode}",policy_level="restricted"} ${denied}`,
    '',
  ].join('\n');

const drill = (parts: Parameters<typeof review>[0] = {}) => [
  review({
    check: check.id,
    what: 'admission-drill',
    performedAt: '2026-11-01T10:00:00Z',
    ...parts,
  }),
];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes where the API server has refused something of late',
    objects: [ENFORCED],
    options: { metrics: metrics(2, 41) },
    state: 'pass',
    codes: ['denied'],
  },
  {
    it: 'passes a denial of an admission policy',
    objects: [ENFORCED],
    options: {
      metrics: `process_start_time_seconds ${
        NOW - DAY
      }\napiserver_validating_admission_policy_check_total{enforcement_action="deny",policy="p"} 1\n`,
    },
    state: 'pass',
  },
  {
    it: 'warns where that may have been long ago',
    objects: [ENFORCED],
    options: { metrics: metrics(2, 120) },
    state: 'warn',
    codes: ['undated-denials'],
  },
  {
    it: 'warns where nothing was refused',
    objects: [ENFORCED],
    options: { metrics: metrics(0, 41) },
    state: 'warn',
    codes: ['never-denied'],
  },
  {
    it: 'does not take a warning for a denial',
    objects: [ENFORCED],
    options: { metrics: metrics(9, 41, 'warn') },
    state: 'warn',
    codes: ['never-denied'],
  },
  {
    it: 'passes a drill of late',
    objects: [ENFORCED],
    options: { evidence: drill() },
    state: 'pass',
    codes: ['drill-refused'],
  },
  {
    it: 'warns of an older one',
    objects: [ENFORCED],
    options: { evidence: drill({ performedAt: '2026-07-01T10:00:00Z' }) },
    state: 'warn',
    codes: ['drill-old'],
  },
  {
    it: 'fails where the pod was admitted, whatever was refused',
    objects: [ENFORCED],
    options: {
      evidence: drill({ outcome: 'failed' }),
      metrics: metrics(2, 41),
    },
    state: 'fail',
    codes: ['admitted'],
  },
  {
    it: 'does not apply where nothing is enforced',
    objects: [PRIVILEGED],
    state: 'na',
    codes: ['nothing-enforced'],
  },
  {
    it: 'does not know without metrics and drills',
    objects: [ENFORCED],
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'trap 11: does not know whether a default is enforced',
    objects: [namespace(SHOP)],
    options: { metrics: metrics(0, 41) },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'trap 11: passes where that default has refused something',
    objects: [namespace(SHOP)],
    options: { metrics: metrics(3, 41) },
    state: 'pass',
  },
];

export const enforcementProvenCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
