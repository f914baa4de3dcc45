import { RULESET_VERSION } from '@readiness/backstage-plugin-readiness-checks';
import {
  collectManifests,
  collectReads,
  type CollectedManifests,
  type Occurrence,
  type Remediation,
  type Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import type { ScanCommand } from '../commandLine';
import { placeOfField, placeOfOccurrence, startOf } from '../manifests/locate';
import {
  groupOf,
  identityOf,
  type Manifest,
  titleOf,
} from '../manifests/Manifest';
import type { ManifestSet } from '../manifests/ManifestReader';
import type { Problem } from '../manifests/Problem';
import { schemaFlaws } from '../manifests/schemaFlaws';
import { checkResults, type Places } from './checkResults';
import { judge } from './judge';
import type { ScanReport } from './ScanReport';

/** Finds the manifest that a verdict or a remediation is about. */
class PlaceFinder implements Places {
  readonly #byIdentity: ReadonlyMap<string, Manifest>;

  constructor(manifests: readonly Manifest[]) {
    this.#byIdentity = new Map(
      manifests.map(manifest => [identityOf(manifest.raw), manifest]),
    );
  }

  of({ subject, state, reasons }: Verdict) {
    const manifest = this.#find(
      subject.apiGroup ?? '',
      subject.kind,
      subject.type === 'namespace' ? undefined : subject.namespace,
      subject.name,
    );
    if (!manifest) return undefined;
    const [reason] = reasons;
    return state === 'unknown' && reason?.field
      ? placeOfField(manifest, reason.field)
      : startOf(manifest);
  }

  ofOccurrence(verdict: Verdict, occurrence: Occurrence) {
    const { target } = occurrence.remediation;
    const own = this.of({ ...verdict, state: 'fail' });
    const changed = target && this.#target(target);
    const { subject } = verdict;
    const subjects = this.#find(
      subject.apiGroup ?? '',
      subject.kind,
      subject.type === 'namespace' ? undefined : subject.namespace,
      subject.name,
    );
    const manifest = changed ?? subjects;
    return manifest
      ? placeOfOccurrence(manifest, occurrence, manifest === changed)
      : own;
  }

  #target({
    apiVersion,
    kind,
    namespace,
    name,
  }: NonNullable<Remediation['target']>) {
    return this.#find(groupOf(apiVersion), kind, namespace, name);
  }

  #find(group: string, kind: string, namespace = '', name: string) {
    return this.#byIdentity.get([group, kind, namespace, name].join('/'));
  }
}

/** What the engine left out: some of it is a fault of its file. */
function leftOut(
  { leftOut: left }: CollectedManifests,
  manifests: readonly Manifest[],
): { problems: Problem[]; skipped: Map<string, number> } {
  const problems: Problem[] = [];
  const skipped = new Map<string, number>();
  for (const [index, { why, message }] of left) {
    const manifest = manifests[index];
    const { apiVersion, kind } = manifest.raw;
    if (why === 'malformed') {
      problems.push({
        ...startOf(manifest),
        message: `${titleOf(manifest.raw).trim()}: ${message}`,
      });
    } else {
      const group = groupOf(apiVersion);
      const name =
        why === 'unknown-version'
          ? `${kind} of ${apiVersion}, as ${message}`
          : `${kind}${group && `.${group}`}`;
      skipped.set(name, (skipped.get(name) ?? 0) + 1);
    }
  }
  return { problems, skipped };
}

const counted = (count: number, what: string) =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Judges a set of manifests. */
export async function scanManifests(
  set: ManifestSet,
  { checks, version }: Pick<ScanCommand, 'checks' | 'version'>,
  now: number,
): Promise<ScanReport> {
  const { manifests } = set;
  const collected = collectManifests({
    objects: manifests.map(({ raw }) => raw),
    flaws: await schemaFlaws(manifests),
    reads: collectReads(checks),
    checks,
    version,
    now,
  });
  const result = judge(collected, {
    name: 'manifests',
    checks,
    now,
    origin: 'manifests',
    flaws: collected.flaws,
  });
  const left = leftOut(collected, manifests);
  return {
    rulesetVersion: RULESET_VERSION,
    results: checkResults(result, checks, new PlaceFinder(manifests)),
    problems: [...set.problems, ...left.problems],
    skipped: new Map([...set.skipped, ...left.skipped]),
    notes: set.notes,
    scanned: `${counted(
      manifests.length - collected.leftOut.size,
      'object',
    )} in ${counted(set.files, 'file')}`,
  };
}
