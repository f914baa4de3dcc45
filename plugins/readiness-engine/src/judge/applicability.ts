import type { AnyCheck, NamespaceClass } from '../check';
import type { Reason } from '../finding';
import type { Workload, WorkloadClass } from '../inventory/Workload';
import type { Candidate } from './Scope';

/** `skip`: the check is not about this subject at all. */
export type Applicability =
  | { type: 'judge' }
  | { type: 'skip' }
  /** It hangs on whether a Service selects the workload, which was not read. */
  | { type: 'undecided' }
  | { type: 'na'; reason: Reason };

const JUDGE = { type: 'judge' } as const;
const SKIP = { type: 'skip' } as const;

const JUDGED_CLASSES: readonly NamespaceClass[] = ['tenant', 'platform'];

const na = (code: string, message: string) =>
  ({ type: 'na', reason: { code, message } } as const);

function namespaceApplies(
  check: AnyCheck,
  namespaceClass: NamespaceClass | undefined,
): Applicability {
  const admitted = check.scope.namespaces ?? JUDGED_CLASSES;
  if (!namespaceClass || admitted.includes(namespaceClass)) return JUDGE;
  return na(
    `${namespaceClass}-namespace`,
    `The check does not apply to ${namespaceClass} namespaces.`,
  );
}

/** What of the two a workload is, its Services tell. */
function isLongRunning(name: WorkloadClass): boolean {
  return name === 'service' || name === 'worker';
}

/**
 * Static pods belong to the node and parked workloads do not run; they are not
 * judged but for checks that name the class, and parked ones for their cost.
 */
function workloadApplies(
  check: AnyCheck,
  workload: Workload,
  servicesKnown: boolean,
): Applicability {
  const named: readonly WorkloadClass[] | undefined = check.scope.classes;
  const { classes } = workload;
  if (classes.has('static') && !named?.includes('static')) {
    return na('static', 'A static pod is managed by its node.');
  }
  const parkedCounts =
    check.dimension === 'cost' || named?.includes('parked') === true;
  if (classes.has('parked') && !parkedCounts) {
    return na('parked', 'The workload has been scaled to zero or suspended.');
  }
  if (!named || named.some(name => !isLongRunning(name) && classes.has(name))) {
    return JUDGE;
  }
  const wanted = named.filter(isLongRunning);
  const isEither = [...classes].some(isLongRunning);
  if (isEither && wanted.length === 1 && !servicesKnown) {
    return { type: 'undecided' };
  }
  return wanted.some(name => classes.has(name)) ? JUDGE : SKIP;
}

/** Whether a check speaks of a subject (`catalogue/00` §0.2, W-std N/A). */
export function applicability(
  check: AnyCheck,
  { judged, namespaceClass }: Candidate,
  servicesKnown: boolean,
): Applicability {
  if (judged.type === 'namespace') {
    return namespaceApplies(check, namespaceClass);
  }
  if (judged.type !== 'workload') return JUDGE;
  const byClass = workloadApplies(check, judged.workload, servicesKnown);
  if (byClass.type !== 'judge' && byClass.type !== 'undecided') return byClass;
  const byNamespace = namespaceApplies(check, namespaceClass);
  return byNamespace.type === 'judge' ? byClass : byNamespace;
}
