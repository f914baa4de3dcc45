import {
  container,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import type { CheckCase } from '../__fixtures__/checkCases';
import { report, running, vulnerability } from './__fixtures__/images';
import { imageVulnerabilities as check } from './imageVulnerabilities';

const reported = (
  ...vulnerabilities: readonly Readonly<Record<string, unknown>>[]
) => [...running(), report({ vulnerabilities })];

/** The fixture's Deployment was created three weeks before. */
const OLDER_THAN_IT = 300;

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a current report without anything to fix',
    objects: reported(),
    state: 'pass',
    codes: ['nothing-to-fix'],
  },
  {
    it: 'passes what nobody can fix',
    objects: reported(
      vulnerability('CVE-2026-1', 'CRITICAL', 90, { fixedVersion: '' }),
    ),
    state: 'pass',
  },
  {
    it: 'passes what is neither critical nor high',
    objects: reported(vulnerability('CVE-2026-1', 'MEDIUM', 90)),
    state: 'pass',
  },
  {
    it: 'passes the vulnerabilities of a kernel that does not run in it',
    objects: reported(
      vulnerability('CVE-2026-1', 'CRITICAL', 90, {
        resource: 'linux-libc-dev',
      }),
    ),
    state: 'pass',
  },
  {
    it: 'warns of a critical one within its week',
    objects: reported(vulnerability('CVE-2026-1', 'CRITICAL', 6)),
    state: 'warn',
    codes: ['critical-fixable'],
  },
  {
    it: 'warns of a high one within its month',
    objects: reported(vulnerability('CVE-2026-1', 'HIGH', 20)),
    state: 'warn',
    codes: ['high-fixable'],
  },
  {
    it: 'fails a critical one after a week',
    objects: reported(vulnerability('CVE-2026-1', 'CRITICAL', 8)),
    state: 'fail',
    codes: ['critical-overdue'],
  },
  {
    it: 'counts from the creation of the workload where that is later',
    objects: reported(vulnerability('CVE-2020-1', 'HIGH', OLDER_THAN_IT)),
    state: 'warn',
    codes: ['high-fixable'],
  },
  {
    it: 'fails by the configured limit',
    objects: reported(vulnerability('CVE-2026-1', 'HIGH', 20)),
    options: { thresholds: { 'vuln.highFixableDays': 14 } },
    state: 'fail',
    codes: ['high-overdue'],
  },
  {
    it: 'does not call overdue what has no date',
    objects: reported(vulnerability('CVE-2026-1', 'CRITICAL', undefined)),
    state: 'warn',
  },
  {
    it: 'fails what is known to be exploited, whatever its age',
    objects: reported(vulnerability('CVE-2026-1', 'HIGH', 1)),
    options: { params: { knownExploited: ['CVE-2026-1'] } },
    state: 'fail',
    codes: ['known-exploited'],
  },
  {
    it: 'fails a distribution out of support although nothing is known (trap 20)',
    objects: [...running(), report({ os: { eosl: true, name: '9.13' } })],
    state: 'fail',
    codes: ['os-end-of-life'],
  },
  {
    it: 'passes what an exception covers by its id',
    objects: reported(vulnerability('CVE-2026-1', 'CRITICAL', 90)),
    options: {
      exceptions: [
        {
          check: check.id,
          rule: 'CVE-2026-1',
          reason: 'VEX: the vulnerable code is not reachable',
          origin: 'config',
        },
      ],
    },
    state: 'pass',
  },
  {
    it: 'does not pass what runs without a report (trap 20)',
    objects: running(),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not pass by the report on an old ReplicaSet (trap 20)',
    objects: [...running(), report({ resource: 'app-11aa' })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not fail by the report on an old ReplicaSet either',
    objects: [
      ...running(),
      report({
        resource: 'app-11aa',
        vulnerabilities: [vulnerability('CVE-2026-1', 'CRITICAL', 90)],
      }),
    ],
    state: 'unknown',
  },
  {
    it: 'does not pass by an old report',
    objects: [...running(), report({ scannedDaysAgo: 8 })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not pass where one of two containers has no report',
    objects: [
      ...running({
        containers: [
          container(),
          container({ name: 'proxy', image: 'envoy:1' }),
        ],
      }),
      report(),
    ],
    state: 'unknown',
  },
  {
    it: 'fails what it knows beside such a container',
    objects: [
      ...running({
        containers: [
          container(),
          container({ name: 'proxy', image: 'envoy:1' }),
        ],
      }),
      report({ vulnerabilities: [vulnerability('CVE-2026-1', 'CRITICAL', 9)] }),
    ],
    state: 'fail',
  },
  {
    it: 'fails what an old report on the image that runs already knew',
    objects: [
      ...running(),
      report({
        scannedDaysAgo: 20,
        vulnerabilities: [vulnerability('CVE-2026-1', 'CRITICAL', 30)],
      }),
    ],
    state: 'fail',
  },
  {
    it: 'does not know when reports may not be read',
    objects: reported(),
    options: { forbidden: ['vulnerabilityreports'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate],
    state: 'unknown',
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(podSpec())],
    subject: 'etcd-node-1',
    state: 'na',
    codes: ['static'],
  },
];

export const imageVulnerabilitiesCases: readonly CheckCase[] = cases.map(
  one => ({ subject: 'app', ...one, check }),
);
