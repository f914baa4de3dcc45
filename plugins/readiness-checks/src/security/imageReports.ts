import type {
  Container,
  Inventory,
  VulnerabilityReportObject,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseImage } from '../imageReference';
import { pinningOf } from './imageTag';

type Reports = Inventory['vulnerabilityReports'];

/** A container of the template with the report on what it runs. */
export interface ScannedContainer {
  container: Container;
  image: string;
  /** The newest that is about this image of this revision. */
  report?: VulnerabilityReportObject;
  /** There are reports on the container, none on what it runs. */
  outdated: boolean;
}

/** Names under which registries call Docker Hub. */
const HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

const registryOf = (name: string | undefined) =>
  name === undefined || HUB.includes(name) ? 'docker.io' : name;

const placeOf = (namespace: string | undefined, container: string) =>
  `${namespace ?? ''}\0${container}`;

const known = new WeakMap<
  Reports,
  ReadonlyMap<string, readonly VulnerabilityReportObject[]>
>();

/** Reports by namespace and container, once a scan. */
function byContainer(reports: Reports) {
  const held = known.get(reports);
  if (held) return held;
  const places = new Map<string, VulnerabilityReportObject[]>();
  for (const report of reports) {
    if (report.container === undefined) continue;
    const place = placeOf(report.namespace, report.container);
    places.set(place, [...(places.get(place) ?? []), report]);
  }
  known.set(reports, places);
  return places;
}

/** Digests under which the container's image runs, where pods say so. */
function runningDigests(container: Container, { live }: Workload) {
  return live.images
    .filter(one => one.container === container.name)
    .flatMap(({ imageId }) => imageId.match(/sha256:[0-9a-f]{64}$/)?.[0] ?? []);
}

/** A ReplicaSet or Job of the workload that runs, or the controller itself. */
function isCurrent(
  { resource }: VulnerabilityReportObject,
  { kind, name, live }: Workload,
): boolean {
  return (
    resource !== undefined &&
    [{ kind, name }, ...live.revisions].some(
      one => one.kind === resource.kind && one.name === resource.name,
    )
  );
}

/** Of the workload, in whatever revision: ReplicaSets are called after it. */
function isOwn(report: VulnerabilityReportObject, workload: Workload): boolean {
  const { kind = '', name = '' } = report.resource ?? {};
  return (
    isCurrent(report, workload) ||
    (kind === 'ReplicaSet' && name.startsWith(`${workload.name}-`))
  );
}

/**
 * Whether a report on the current revision is about the image that its template
 * names. The digest in it may be that of the index while pods have that of
 * their platform: two digests tell nothing where the tag is a version.
 */
function isOfImage(
  { image: seen }: VulnerabilityReportObject,
  image: string,
  running: readonly string[],
): boolean {
  const reference = parseImage(image);
  if (!reference || seen.repository === undefined) return false;
  if (
    registryOf(seen.registry) !== registryOf(reference.registry) ||
    seen.repository !== reference.repository
  ) {
    return false;
  }
  switch (pinningOf(reference)) {
    case 'digest':
      return seen.digest === reference.digest;
    case 'version':
      return seen.tag === reference.tag;
    default: {
      const moved =
        seen.digest !== undefined &&
        running.length > 0 &&
        !running.includes(seen.digest);
      return seen.tag === (reference.tag ?? 'latest') && !moved;
    }
  }
}

const byNewest = (a: VulnerabilityReportObject, b: VulnerabilityReportObject) =>
  (b.scannedAt ?? 0) - (a.scannedAt ?? 0) || (a.name < b.name ? -1 : 1);

/** What a scanner in the cluster says of the images that a workload runs. */
export function scannedContainers(
  workload: Workload,
  reports: Reports,
): readonly ScannedContainer[] {
  return (workload.template?.containers ?? [])
    .filter(({ role }) => role !== 'ephemeral')
    .map(container => {
      const image = container.image ?? '';
      const running = runningDigests(container, workload);
      const place = placeOf(workload.namespace, container.name);
      const candidates = byContainer(reports).get(place) ?? [];
      const [report] = candidates
        .filter(
          candidate =>
            (candidate.image.digest !== undefined &&
              running.includes(candidate.image.digest)) ||
            (isCurrent(candidate, workload) &&
              isOfImage(candidate, image, running)),
        )
        .sort(byNewest);
      return {
        container,
        image,
        ...(report && { report }),
        outdated:
          !report && candidates.some(candidate => isOwn(candidate, workload)),
      };
    });
}

const scannedNamespaces = new WeakMap<Reports, ReadonlySet<string>>();

/** An operator that leaves a namespace out writes no report there. */
export function isScanned(namespace: string, reports: Reports): boolean {
  const held =
    scannedNamespaces.get(reports) ??
    new Set(reports.flatMap(report => report.namespace ?? []));
  scannedNamespaces.set(reports, held);
  return held.has(namespace);
}
