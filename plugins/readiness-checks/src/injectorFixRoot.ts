import type { FixRoot } from '@readiness/backstage-plugin-readiness-engine';

/**
 * Where a container that an injector adds is changed: in the injector's own
 * configuration, once a cluster.
 *
 * @param injector - e.g. `istio`; absent for a container without a known mark
 */
export function injectorFixRoot(
  cluster: { uid: string; name: string },
  injector: string | undefined,
): FixRoot {
  return {
    type: 'cluster',
    key: `${cluster.uid}/injector/${injector ?? 'unmarked'}`,
    title: injector
      ? `${injector} injection of cluster ${cluster.name}`
      : `Admission webhooks of cluster ${cluster.name}`,
  };
}
