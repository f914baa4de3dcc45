import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { JudgedSubject } from '../facts';
import type { ReportedObject } from '../inventory/objects';
import type { Workload } from '../inventory/Workload';

const placeOf = (namespace: string | undefined, kind: string, name: string) =>
  `${namespace ?? ''}\0${kind}\0${name}`;

/** Kinds that are workloads or made by them: unknown ones are gone by now. */
const RUNNING = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Rollout',
  'Pod',
];

/**
 * Finds the subject that a report is about: the workload whose object, current
 * revision or pod it names, else the namespace or the cluster that the object
 * lies in. A revision that does not run any more is nobody's.
 */
export class ReportedSubjects {
  readonly #workloads = new Map<string, string>();
  /** Names of what owns pods directly, without its kind. */
  readonly #owners = new Map<string, string>();
  readonly #rows: ReadonlyMap<string, JudgedSubject>;
  readonly #namespaces = new Map<string, string>();
  readonly #cluster: string | undefined;

  static create(
    workloads: readonly Workload[],
    rows: readonly JudgedSubject[],
  ): ReportedSubjects {
    return new ReportedSubjects(workloads, rows);
  }

  private constructor(
    workloads: readonly Workload[],
    rows: readonly JudgedSubject[],
  ) {
    this.#rows = new Map(rows.map(row => [row.key, row]));
    this.#cluster = rows.find(({ subject }) => subject.type === 'cluster')?.key;
    for (const { subject, key } of rows) {
      if (subject.type === 'namespace') {
        this.#namespaces.set(subject.name, key);
      }
    }
    for (const workload of workloads) {
      const { namespace, kind, name, live, owner } = workload;
      const key = subjectKey(workload.subject);
      const names = [{ kind, name }, ...live.revisions];
      for (const one of [...names, ...(owner ? [owner] : [])]) {
        this.#workloads.set(placeOf(namespace, one.kind, one.name), key);
      }
      for (const one of names) {
        this.#owners.set(placeOf(namespace, '', one.name), key);
      }
    }
  }

  of(object: ReportedObject): JudgedSubject | undefined {
    const key = this.#keyOf(object);
    return key === undefined ? undefined : this.#rows.get(key);
  }

  #keyOf({ kind, namespace, name }: ReportedObject): string | undefined {
    if (namespace === undefined) {
      return kind === 'Namespace' ? this.#namespaces.get(name) : this.#cluster;
    }
    const workload = this.#workloads.get(placeOf(namespace, kind, name));
    if (workload) return workload;
    if (kind === 'Pod') {
      // A pod is called after its owner: a hash or a number behind a dash.
      const owner = name.replace(/-[a-z0-9]+$/, '');
      return this.#owners.get(placeOf(namespace, '', owner));
    }
    return RUNNING.includes(kind) ? undefined : this.#namespaces.get(namespace);
  }
}
