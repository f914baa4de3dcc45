import type { Workload } from '@readiness/backstage-plugin-readiness-engine';

/** What controllers append to their own name for a pod. */
const SUFFIXES: Readonly<Record<string, RegExp>> = {
  Deployment: /^-[a-z0-9]{1,10}-[a-z0-9]{5}$/,
  Rollout: /^-[a-z0-9]{1,10}-[a-z0-9]{5}$/,
  StatefulSet: /^-\d+$/,
  DaemonSet: /^-[a-z0-9]{5}$/,
  ReplicationController: /^-[a-z0-9]{5}$/,
  ReplicaSet: /^-[a-z0-9]{5}$/,
  Job: /^-[a-z0-9]{5}$/,
  CronJob: /^-\d+-[a-z0-9]{5}$/,
  Pod: /^$/,
};

/** Whether a pod is called as the pods of this workload are. */
export function isPodOf(workload: Workload, pod: string): boolean {
  const { kind, name } = workload;
  if (!pod.startsWith(name)) return false;
  return (SUFFIXES[kind] ?? /^-.+$/).test(pod.slice(name.length));
}
