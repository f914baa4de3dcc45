import {
  parseSubjectKey,
  type Subject,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '../check';
import type { JudgeOptions } from '../contracts';
import type { JudgedSubject } from '../facts';
import type { KindName } from '../inventory/Inventory';
import { CONTROLLER_KINDS, type WorkloadClass } from '../inventory/Workload';
import { KINDS } from '../kinds';
import type { Scope } from './Scope';
import type { Blocked, SourceTable } from './SourceTable';

/** A subject of the register that this scan could not look for. */
export interface Unobserved {
  row: JudgedSubject;
  blocked: readonly Blocked[];
}

/** The source that would show the subject. */
function kindOf(subject: Subject): KindName | undefined {
  if (subject.type === 'namespace') return 'namespaces';
  if (subject.type !== 'workload') return undefined;
  const group = subject.apiGroup ?? '';
  const kinds: readonly KindName[] = [...CONTROLLER_KINDS, 'replicaSets'];
  // Bare pods, and pods of custom resources, are seen by the pods alone.
  return (
    kinds.find(
      kind => KINDS[kind].kind === subject.kind && KINDS[kind].group === group,
    ) ?? 'pods'
  );
}

/** Classes that a workload of this kind may have; `undefined` for any. */
const CLASSES_BY_KIND: Readonly<Record<string, readonly WorkloadClass[]>> = {
  DaemonSet: ['agent', 'stateful', 'operated'],
  Job: ['batch', 'stateful', 'operated'],
  CronJob: ['batch', 'stateful', 'operated'],
};

/** Whether the check might apply to what was not seen. */
export function mightApply(
  check: AnyCheck,
  { subject, namespaceClass }: JudgedSubject,
): boolean {
  const { types, classes, namespaces } = check.scope;
  if (!types.includes(subject.type)) return false;
  const admitted = namespaces ?? ['tenant', 'platform'];
  if (namespaceClass && !admitted.includes(namespaceClass)) return false;
  const possible = CLASSES_BY_KIND[subject.kind];
  return (
    subject.type !== 'workload' ||
    !classes ||
    !possible ||
    classes.some(name => possible.includes(name))
  );
}

function rowFor(
  subject: Subject,
  key: string,
  options: JudgeOptions,
  scope: Scope,
): JudgedSubject {
  const namespace = subject.namespace ?? subject.name;
  return {
    subject,
    key,
    inheritedBy: [],
    owner: scope.lookup.ownerOf(namespace) ?? options.config.platformOwner,
    environment: scope.lookup.environmentOf(namespace),
    namespaceClass: scope.lookup.classOf(namespace),
    fixRoot:
      subject.type === 'namespace'
        ? { type: 'namespace', key, title: `Namespace ${subject.name}` }
        : {
            type: 'controller',
            key,
            title: `${subject.kind} ${namespace}/${subject.name}`,
          },
    exposed: false,
    unobserved: true,
  };
}

/**
 * Known subjects that were not seen because their source could not be read.
 * Those whose source was read are gone, and nothing is said of them.
 */
export function unobservedSubjects(
  options: JudgeOptions,
  seen: ReadonlySet<string>,
  scope: Scope,
  sources: SourceTable,
): readonly Unobserved[] {
  if (options.entityRef) return [];
  return options.knownSubjects.flatMap(key => {
    const subject = parseSubjectKey(key);
    if (!subject || seen.has(key)) return [];
    if (subject.cluster !== options.cluster.uid) return [];
    const inScan =
      !options.namespaces ||
      options.namespaces.includes(subject.namespace ?? '');
    const kind = kindOf(subject);
    if (!kind || !inScan) return [];
    const blocked = sources.blockedSource(kind, subject);
    if (!blocked) return [];
    return { row: rowFor(subject, key, options, scope), blocked: [blocked] };
  });
}
