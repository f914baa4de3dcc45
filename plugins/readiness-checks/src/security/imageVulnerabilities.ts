import {
  defineCheck,
  found,
  list,
  undecidable,
  workloads,
  type FixableVulnerabilities,
  type JudgeContext,
  type Occurrence,
  type Reason,
  type VulnerabilityReportObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { workloadRemediation } from '../workloadRemediation';
import { scannedContainers, type ScannedContainer } from './imageReports';

const DAY = 86_400_000;
const MOST = 5;

type Context = Pick<JudgeContext, 'now' | 'threshold' | 'params' | 'exception'>;

const LIMITS = {
  critical: 'vuln.criticalFixableDays',
  high: 'vuln.highFixableDays',
} as const;

type Grave = keyof typeof LIMITS;

interface Fault {
  state: Occurrence['state'];
  severity: 'high' | 'medium';
  reason: Omit<Reason, 'container' | 'field'>;
}

function named(ids: readonly string[], count: number): string {
  const shown = ids.slice(0, MOST).join(', ');
  return count > MOST || ids.length < count
    ? `${shown} and ${count - Math.min(ids.length, MOST)} more`
    : shown;
}

/** Without those that an exception covers, e.g. for a VEX statement. */
function counted(
  { count, oldest }: FixableVulnerabilities,
  workload: Workload,
  { exception }: Context,
): FixableVulnerabilities {
  const { namespace, name } = workload;
  const open = oldest.filter(
    ({ id }) => !exception({ namespace, name, rule: id }),
  );
  return { count: count - (oldest.length - open.length), oldest: open };
}

/**
 * Its clock starts when it was published or when the workload came, whichever
 * is later: nobody could have fixed it before. Without a date there is none.
 */
function ageDays(
  publishedAt: number | undefined,
  { createdAt }: Workload,
  now: number,
): number {
  return publishedAt === undefined
    ? 0
    : (now - Math.max(publishedAt, createdAt ?? 0)) / DAY;
}

function faultsOf(
  report: VulnerabilityReportObject,
  workload: Workload,
  context: Context,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (report.endOfLife) {
    faults.push({
      state: 'fail',
      severity: 'high',
      reason: {
        code: 'os-end-of-life',
        message: `Its distribution (${
          report.system ?? 'of the base image'
        }) is out of support: advisories are no longer published for it, so no known vulnerability says nothing.`,
      },
    });
  }
  const exploited = context.params.knownExploited as readonly string[];
  for (const grade of ['critical', 'high'] as const) {
    const { count, oldest } = counted(report.fixable[grade], workload, context);
    if (count <= 0) continue;
    const limit = context.threshold(LIMITS[grade]);
    const overdue = oldest.filter(
      ({ id, publishedAt }) =>
        exploited.includes(id) ||
        ageDays(publishedAt, workload, context.now) > limit,
    );
    faults.push(fault(grade, count, overdue, oldest, limit, exploited));
  }
  return faults;
}

function fault(
  grade: Grave,
  count: number,
  overdue: FixableVulnerabilities['oldest'],
  oldest: FixableVulnerabilities['oldest'],
  limit: number,
  exploited: readonly string[],
): Fault {
  const severity = grade === 'critical' ? 'high' : 'medium';
  const many = count === 1 ? 'vulnerability' : 'vulnerabilities';
  const used = overdue.some(({ id }) => exploited.includes(id));
  if (overdue.length > 0) {
    return {
      state: 'fail',
      severity: used ? 'high' : severity,
      reason: {
        code: used ? 'known-exploited' : `${grade}-overdue`,
        message: `${count} fixable ${grade} ${many}, ${
          used
            ? 'one of them known to be exploited'
            : `open for more than ${limit} days`
        }: ${named(
          overdue.map(({ id }) => id),
          overdue.length,
        )}.`,
      },
    };
  }
  return {
    state: 'warn',
    severity,
    reason: {
      code: `${grade}-fixable`,
      message: `${count} fixable ${grade} ${many}, to be gone within ${limit} days: ${named(
        oldest.map(({ id }) => id),
        count,
      )}.`,
    },
  };
}

function occurrence(
  workload: Workload,
  { container, image }: ScannedContainer,
  faults: readonly Fault[],
): Occurrence {
  return {
    state: faults.some(({ state }) => state === 'fail') ? 'fail' : 'warn',
    discriminator: container.name,
    severity: faults.some(({ severity }) => severity === 'high')
      ? 'high'
      : 'medium',
    reasons: faults.map(({ reason }) => ({
      ...reason,
      message: `Container ${container.name} (${image}): ${reason.message}`,
      container: container.name,
      field: 'image',
    })),
    remediation: workloadRemediation(workload, {
      topic: 'image',
      summary: `Give container ${container.name} an image without these vulnerabilities.`,
      byHand: [
        `See what fixes them: trivy image --severity CRITICAL,HIGH --ignore-unfixed ${shellWord(
          image,
        )}`,
        'Raise the base image, or the packages that the list names, build again, and write the new tag and digest into the template. An image of somebody else: take its newest patch release.',
      ],
      note: 'One newer base image mends all that is built on it. What cannot be reached in your use of it: write an exception for its id, with the reason and a date.',
    }),
  };
}

/** `sec-image-vulns` (`catalogue/20` S5). */
export const imageVulnerabilities = defineCheck({
  id: 'sec-image-vulns',
  title: 'No overdue fixable critical or high vulnerabilities',
  dimension: 'security',
  control: 'S5',
  scope: { types: ['workload'] },
  severity: 'high',
  stage: 'used',
  effort: 'M',
  fixKey: 'image-upgrade',
  gate: 'used',
  reads: [...workloads({ live: true }), list('vulnerabilityReports')],
  params: { knownExploited: [] },
  texts: {
    why: 'What attackers use most is known for months and has a fix. How many vulnerabilities an image has says little; how long those that can be fixed stay says whether anybody looks.',
    rules: {
      pass: 'Every image of the template has a report no older than `scan.maxAgeDays`, on what runs, and none shows a critical or high vulnerability with a fix.',
      warn: 'There are such vulnerabilities, within `vuln.criticalFixableDays` (7) and `vuln.highFixableDays` (30).',
      fail: 'One of them is open for longer, or is listed in `knownExploited` whatever its age; or the distribution of an image is out of support (`os.eosl`), where none being known means that nobody looks.',
      na: 'Static pods, parked workloads and the namespaces of the cluster itself.',
      unknown:
        'Reports or pods cannot be read, or some image has no report on what runs, or an old one.',
    },
    traps: [
      'Trap 20: no report is no vulnerability only to a counter; a report on an old ReplicaSet or another tag does not count.',
      'Vulnerabilities without a fix do not count: nobody can do anything about them.',
      'The severity is that of the scanner, which prefers the distribution’s own over that of the NVD.',
      'Packages of a kernel (linux-libc-dev, linux-headers) are left out: a container runs on the kernel of its node.',
      'The clock starts when a vulnerability is published or the workload is created, whichever is later. One whose date the report does not name is never overdue.',
      'The list of what is known to be exploited is the parameter knownExploited; no feed is fetched.',
    ],
    fix: 'Raise the base image and deploy; let an updater do it from now on.',
    references: [
      'https://aquasecurity.github.io/trivy-operator/latest/docs/crds/vulnerability-report/',
      'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    ],
  },
  judge({ workload }, { vulnerabilityReports: reports }, context) {
    if (!workload.template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const images = scannedContainers(workload, reports);
    const occurrences = images.flatMap(one => {
      const faults = one.report ? faultsOf(one.report, workload, context) : [];
      return faults.length > 0 ? [occurrence(workload, one, faults)] : [];
    });
    if (occurrences.some(({ state }) => state === 'fail')) {
      return found(occurrences);
    }
    const oldest = context.now - context.threshold('scan.maxAgeDays') * DAY;
    const unseen = images.filter(
      ({ report }) => (report?.scannedAt ?? 0) < oldest,
    );
    if (unseen.length > 0) {
      return undecidable(
        'vulnerabilityReports',
        `There is no current report on what container ${unseen
          .map(({ container }) => container.name)
          .join(', ')} runs.`,
      );
    }
    return found(occurrences, {
      code: 'nothing-to-fix',
      message: 'No critical or high vulnerability that has a fix.',
    });
  },
});
