import type { Occurrence } from '@readiness/backstage-plugin-readiness-engine';
import { isMap, isScalar, isSeq, type Node, type Pair, parse } from 'yaml';
import type { Manifest } from './Manifest';

/** Where something is written; lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

type Path = readonly (string | number)[];

/** Fields by which entries of the lists of a pod are told apart. */
const MERGE_KEYS = ['name', 'containerPort', 'topologyKey', 'mountPath', 'key'];

const POD_SPECS: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const TEMPLATE: Path = ['spec', 'template', 'spec'];

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

function pairOf(node: Node | null | undefined, key: string): Pair | undefined {
  return isMap(node)
    ? node.items.find(({ key: own }) => isScalar(own) && own.value === key)
    : undefined;
}

const valueOf = (node: Node | null | undefined, key: string) =>
  pairOf(node, key)?.value as Node | null | undefined;

/** What a path leads to, or the last thing on it that is written. */
class Walk {
  node: Node | null | undefined;
  /** Where that is written: its key, or an entry of a list. */
  offset: number | undefined;

  constructor(node: Node) {
    this.node = node;
    this.offset = node.range?.[0];
  }

  /** Whether the step could be taken. */
  step(key: string | number): boolean {
    if (typeof key === 'number') {
      const entry = isSeq(this.node)
        ? (this.node.items[key] as Node | undefined)
        : undefined;
      return this.#enter(entry, entry?.range?.[0]);
    }
    const pair = pairOf(this.node, key);
    if (!pair) return false;
    const at = (pair.key as Node | null)?.range?.[0];
    return this.#enter(pair.value as Node | null, at);
  }

  /** Into the entry of a list that has these values in its merge key. */
  find(wanted: Readonly<Record<string, unknown>>): boolean {
    if (!isSeq(this.node)) return false;
    const key = MERGE_KEYS.find(name => Object.hasOwn(wanted, name));
    const entry = this.node.items.find(item => {
      const value = key && valueOf(item as Node, key);
      return isScalar(value) && value.value === wanted[key ?? ''];
    }) as Node | undefined;
    return this.#enter(entry, entry?.range?.[0]);
  }

  follow(path: Path): boolean {
    return path.every(key => this.step(key));
  }

  #enter(node: Node | null | undefined, offset: number | undefined): boolean {
    if (offset === undefined) return false;
    this.node = node;
    this.offset = offset;
    return true;
  }
}

/** `readinessProbe.httpGet`, `spec.containers[0].image` as steps. */
function stepsOf(field: string): Path {
  return field
    .split(/[.[\]]+/)
    .filter(part => part !== '')
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Into the container of this name, wherever in the pod it stands. */
function enterContainer(walk: Walk, name: string): boolean {
  const spec = walk.node;
  const home = CONTAINER_LISTS.find(list => {
    const entries = valueOf(spec, list);
    return (
      isSeq(entries) &&
      entries.items.some(item => {
        const own = valueOf(item as Node, 'name');
        return isScalar(own) && own.value === name;
      })
    );
  });
  return home !== undefined && walk.step(home) && walk.find({ name });
}

/** By the container and field that the reason names. */
function byReason(
  { raw, node }: Manifest,
  { container, field }: { container?: string; field?: string },
): Walk | undefined {
  const steps = field === undefined ? [] : stepsOf(field);
  const inPod = new Walk(node);
  const hasPod = inPod.follow(POD_SPECS[raw.kind] ?? TEMPLATE);
  if (container !== undefined) {
    if (!hasPod || !enterContainer(inPod, container)) return undefined;
    inPod.follow(steps);
    return inPod;
  }
  if (steps.length === 0) return undefined;
  // The field is of the object, or of its pods.
  const whole = new Walk(node);
  if (whole.step(steps[0]) && (steps.length > 1 || !hasPod)) {
    whole.follow(steps.slice(1));
    return whole;
  }
  return hasPod && inPod.step(steps[0])
    ? (inPod.follow(steps.slice(1)), inPod)
    : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Down the first thing that a patch changes, as far as it is written. */
function alongPatch(walk: Walk, patch: unknown): void {
  if (isRecord(patch)) {
    const [key] = Object.keys(patch).filter(each => !each.startsWith('$'));
    if (key !== undefined && walk.step(key)) alongPatch(walk, patch[key]);
  } else if (Array.isArray(patch)) {
    const entry = patch.find(isRecord);
    if (entry && walk.find(entry)) {
      const key = MERGE_KEYS.find(name => Object.hasOwn(entry, name));
      const rest = Object.fromEntries(
        Object.entries(entry).filter(([name]) => name !== key),
      );
      alongPatch(walk, rest);
    }
  }
}

function byPatch({ node }: Manifest, content: string): Walk | undefined {
  try {
    const walk = new Walk(node);
    alongPatch(walk, parse(content));
    return walk;
  } catch {
    return undefined;
  }
}

function placeOf({ file, lines, node }: Manifest, offset?: number): Place {
  const { line, col } = lines.linePos(offset ?? node.range?.[0] ?? 0);
  return { file, line, column: col };
}

/** Where an object begins. */
export const startOf = (manifest: Manifest): Place => placeOf(manifest);

/** Where a field of an object is written, or what of it is. */
export function placeOfField(manifest: Manifest, field: string): Place {
  const walk = new Walk(manifest.node);
  walk.follow(stepsOf(field));
  return placeOf(manifest, walk.offset);
}

/**
 * Where what is found is written in the manifest that it is about: the field
 * that a reason or the patch names, else the object.
 */
export function placeOfOccurrence(
  manifest: Manifest,
  { reasons, remediation }: Occurrence,
  isTarget: boolean,
): Place {
  const [reason] = reasons.filter(each => each.container ?? each.field);
  const walk =
    (reason && byReason(manifest, reason)) ??
    (isTarget && remediation.type === 'patch'
      ? byPatch(manifest, remediation.content)
      : undefined);
  return placeOf(manifest, walk?.offset);
}
