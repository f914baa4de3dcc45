import {
  defineCheck,
  evidence,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { rescansDaily } from './ciScans';
import {
  isScanned,
  scannedContainers,
  type ScannedContainer,
} from './imageReports';

const DAY = 86_400_000;

interface Limits {
  now: number;
  warnDays: number;
  failDays: number;
}

interface Fault extends Reason {
  state: Occurrence['state'];
}

const missing = ({ container, image, outdated }: ScannedContainer): Fault => ({
  state: 'fail',
  code: outdated ? 'report-of-another-image' : 'no-report',
  message: outdated
    ? `The reports on container ${container.name} are about a revision or an image that does not run; there is none on ${image}.`
    : `The scanner of the cluster has no report on ${image} of container ${container.name}: it may not be able to pull the image.`,
  container: container.name,
  field: 'image',
});

function aged(
  { container, image, report }: ScannedContainer,
  { now, warnDays, failDays }: Limits,
): readonly Fault[] {
  const days = Math.floor((now - (report?.scannedAt ?? now)) / DAY);
  if (days <= warnDays) return [];
  return [
    {
      state: days > failDays ? 'fail' : 'warn',
      code: 'report-old',
      message: `${image} of container ${container.name} was scanned ${days} days ago; advisories since then are not in the report.`,
      container: container.name,
      field: 'image',
    },
  ];
}

function occurrence(
  workload: Workload,
  faults: readonly Fault[],
  images: readonly ScannedContainer[],
): Occurrence {
  const { namespace } = workload;
  const concerned = images.filter(({ container }) =>
    faults.some(fault => fault.container === container.name),
  );
  return {
    state: faults.some(({ state }) => state === 'fail') ? 'fail' : 'warn',
    reasons: faults.map(({ state: _state, ...reason }) => reason),
    remediation: {
      summary:
        'Find out why the scanner has no current report, and scan again.',
      type: 'command',
      content: [
        `kubectl -n trivy-system logs deployment/trivy-operator --since=24h | grep -F ${shellWord(
          workload.name,
        )}`,
        `kubectl -n ${shellWord(
          namespace,
        )} get vulnerabilityreports -L trivy-operator.resource.name,trivy-operator.container.name`,
        ...concerned.map(
          ({ image }) =>
            `trivy image --severity CRITICAL,HIGH ${shellWord(image)}`,
        ),
        '',
      ].join('\n'),
      note: 'A private registry needs its pull secret on the workload or its ServiceAccount, so that the scanner can read it. Deleting a report makes the operator scan again.',
    },
  };
}

/** `sec-image-scan-fresh` (`catalogue/20` S5). */
export const imageScanFresh = defineCheck({
  id: 'sec-image-scan-fresh',
  title: 'Running images have a current scan',
  dimension: 'security',
  control: 'S5',
  scope: { types: ['workload'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'runtime-scan',
  gate: 'used',
  reads: [
    ...workloads({ live: true }),
    list('vulnerabilityReports'),
    evidence('ci-scan'),
  ],
  params: { failAfterDays: 30 },
  texts: {
    why: 'An image that was clean when it was built is not clean for ever: most vulnerabilities become known while it runs. Only a scan of what runs, repeated, tells.',
    rules: {
      pass: 'Every container of the template has a report of the scanner in the cluster that is about the image and the revision that run, and no older than `scan.maxAgeDays` (7).',
      warn: 'The oldest of these reports is older than that.',
      fail: 'Some container has no report on what it runs although its namespace is scanned, or one older than 30 days (`failAfterDays`).',
      na: 'No scanner in the cluster, and the pipeline has recorded a CI scan of the service with `rescanHours` of at most 24; static pods, parked workloads and the namespaces of the cluster itself.',
      unknown:
        'Reports or pods cannot be read; there is no scanner and no record of daily scans; or the namespace has not a single report, as if the scanner left it out.',
    },
    traps: [
      'Trap 20: a report on an old ReplicaSet says nothing about the one that runs.',
      'A private image that the scanner cannot pull has no report, which counters show as no vulnerabilities.',
      'A StatefulSet keeps its report over a change of the image until it is scanned again: repository and tag are compared.',
      'The report may have the digest of the index, the pod that of its platform: two digests are compared only where the tag is no version.',
      'Reports live 24 hours by default; a scanner that stopped leaves none.',
    ],
    fix: 'Install a scanner in the cluster, give it access to the registry, and alert when a report is missing.',
    references: [
      'https://aquasecurity.github.io/trivy-operator/latest/docs/crds/vulnerability-report/',
    ],
  },
  judge({ workload, entity }, inventory, context) {
    if (!workload.template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const { vulnerabilityReports: reports } = inventory;
    if (reports.length === 0) {
      return rescansDaily(entity?.ref, inventory.evidence, context.now)
        ? na(
            'scanned-by-ci',
            'No scanner runs in the cluster; the pipeline records that it scans the images every day.',
          )
        : undecidable(
            'vulnerabilityReports',
            'No scanner in the cluster has written a report, and no pipeline has recorded daily scans.',
          );
    }
    if (!isScanned(workload.namespace, reports)) {
      return undecidable(
        'vulnerabilityReports',
        `The scanner has no report in namespace ${workload.namespace}: it may leave it out.`,
      );
    }
    const images = scannedContainers(workload, reports);
    const limits = {
      now: context.now,
      warnDays: context.threshold('scan.maxAgeDays'),
      failDays: Number(context.params.failAfterDays),
    };
    const faults = images.flatMap(one =>
      one.report ? aged(one, limits) : [missing(one)],
    );
    if (faults.some(({ state }) => state === 'fail')) {
      return found([occurrence(workload, faults, images)]);
    }
    const undated = images.find(
      ({ report }) => report?.scannedAt === undefined,
    );
    if (undated) {
      return undecidable(
        'report.updateTimestamp',
        `The report on container ${undated.container.name} does not say when it was made.`,
      );
    }
    return faults.length > 0
      ? found([occurrence(workload, faults, images)])
      : pass({
          code: 'scanned',
          message: `The ${
            images.length === 1 ? 'image was' : `${images.length} images were`
          } scanned within the last ${limits.warnDays} days.`,
        });
  },
});
