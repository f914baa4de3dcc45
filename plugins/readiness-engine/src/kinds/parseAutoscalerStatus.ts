import type { AutoscalerStatusObject } from '../inventory/objects';

type Status = Pick<
  AutoscalerStatusObject,
  'updatedAt' | 'status' | 'health' | 'groups' | 'parsed'
>;
type Group = AutoscalerStatusObject['groups'][number];

/**
 * Epoch ms of a time as Go prints it, e.g.
 * `2020-11-25 08:19:44.090873082 +0000 UTC m=+12.3`.
 */
export function parseGoTime(written: string | undefined): number | undefined {
  const parts = written?.match(
    /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?\d*\s*(Z|[+-]\d\d:?\d\d)?/,
  );
  if (!parts) return undefined;
  const [, day, clock, fraction = '', zone = 'Z'] = parts;
  const parsed = Date.parse(
    `${day}T${clock}${fraction}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`,
  );
  return Number.isNaN(parsed) ? undefined : parsed;
}

function group(
  name: string | undefined,
  min: string | undefined,
  max: string | undefined,
  target: string | undefined,
): Group | undefined {
  if (!name || min === undefined || max === undefined) return undefined;
  return {
    name,
    min: Number(min),
    max: Number(max),
    ...(target !== undefined && { target: Number(target) }),
  };
}

/** What is said of these; what is not said is left out. */
function said<K extends string>(
  values: Readonly<Record<K, string | undefined>>,
): { [Key in K]?: string } {
  const known = Object.entries(values).filter(([, value]) => value);
  return Object.fromEntries(known) as { [Key in K]?: string };
}

/** `Cluster-autoscaler status at …:`, until version 1.29. */
function parseText(content: string): Status {
  const [head, ...sections] = content.split(/^\s*Name:\s+/m);
  const groups = sections.flatMap(section => {
    const [name] = section.split(/\s/, 1);
    const [, health] = section.match(/^\s*Health:\s+(\w+)/m) ?? [];
    const [, scaleUp] = section.match(/^\s*ScaleUp:\s+(\w+)/m) ?? [];
    const [, target, min, max] =
      section.match(
        /cloudProviderTarget=(\d+)\s*\(minSize=(\d+),\s*maxSize=(\d+)\)/,
      ) ?? [];
    const sized = group(name, min, max, target);
    return sized ? { ...sized, ...said({ health, scaleUp }) } : [];
  });
  const running = /^\s*Cluster-wide:/m.test(head);
  return {
    updatedAt: parseGoTime(content.split('\n', 1)[0]),
    status: running ? 'Running' : 'Initializing',
    ...said({ health: head.match(/^\s*Health:\s+(\w+)/m)?.[1] }),
    groups,
    parsed: running || /^\s*Initializing/m.test(head),
  };
}

interface Line {
  indent: number;
  /** Starts an entry of a list. */
  entry: boolean;
  key: string;
  value: string;
}

/** Lines of block YAML; the text of block scalars is skipped. */
function yamlLines(content: string): readonly Line[] {
  const lines: Line[] = [];
  let scalarIndent = Infinity;
  let dashAlone = false;
  for (const raw of content.split('\n')) {
    if (/^\s*-\s*$/.test(raw) && raw.search(/\S/) <= scalarIndent) {
      dashAlone = true;
      continue;
    }
    const parts = raw.match(/^(\s*)(-\s+)?(?:([\w.-]+):(?:\s+(.*))?)?$/);
    const indent = raw.search(/\S/);
    if (indent < 0 || indent > scalarIndent || !parts?.[3]) continue;
    const [, space, dash = '', key, value = ''] = parts;
    scalarIndent = /^[|>]/.test(value) ? space.length + dash.length : Infinity;
    lines.push({
      indent: space.length + dash.length,
      entry: dash !== '' || dashAlone,
      key,
      value: value.trim().replace(/^(["'])(.*)\1$/, '$2'),
    });
    dashAlone = false;
  }
  return lines;
}

/** The value at a path, from lines whose first is as deep as its first key. */
function valueAt(
  lines: readonly Line[],
  [key, ...path]: readonly string[],
): string | undefined {
  const depth = lines[0]?.indent;
  const found = lines.findIndex(
    line => line.indent === depth && line.key === key,
  );
  if (found < 0) return undefined;
  if (path.length === 0) return lines[found].value;
  const rest = lines.slice(found + 1);
  const end = rest.findIndex(line => line.indent <= lines[found].indent);
  return valueAt(end < 0 ? rest : rest.slice(0, end), path);
}

function yamlGroups(lines: readonly Line[]): readonly Group[] {
  const start = lines.findIndex(
    line => line.indent === 0 && line.key === 'nodeGroups',
  );
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const depth = rest[0]?.entry ? rest[0].indent : Infinity;
  const end = rest.findIndex(line => line.indent === 0);
  const entries: Line[][] = [];
  for (const line of end < 0 ? rest : rest.slice(0, end)) {
    if (line.entry && line.indent === depth) entries.push([]);
    entries[entries.length - 1]?.push(line);
  }
  return entries.flatMap(entry => {
    const value = (key: string, top: boolean) =>
      entry.find(line => line.key === key && (line.indent === depth) === top)
        ?.value;
    const digits = (key: string) => value(key, false)?.match(/^\d+$/)?.[0];
    const sized = group(
      value('name', true),
      digits('minSize'),
      digits('maxSize'),
      digits('cloudProviderTarget'),
    );
    if (!sized) return [];
    const state = said({
      health: valueAt(entry, ['health', 'status']),
      scaleUp: valueAt(entry, ['scaleUp', 'status']),
      errorCode: valueAt(entry, ['scaleUp', 'backoffInfo', 'errorCode']),
    });
    return { ...sized, ...state };
  });
}

/** YAML, since version 1.30. */
function parseYaml(content: string): Status {
  const lines = yamlLines(content);
  const top = (key: string) =>
    lines.find(line => line.indent === 0 && line.key === key)?.value;
  const status = top('autoscalerStatus');
  return {
    updatedAt: parseGoTime(top('time')),
    status: status ?? '',
    ...said({ health: valueAt(lines, ['clusterWide', 'health', 'status']) }),
    groups: yamlGroups(lines),
    parsed: status !== undefined && status !== '',
  };
}

/**
 * What the cluster-autoscaler says in its status ConfigMap, in either of its
 * two formats (`catalogue/00` §0.8).
 */
export function parseAutoscalerStatus(content: string): Status {
  return /^\s*Cluster-autoscaler status at/.test(content)
    ? parseText(content)
    : parseYaml(content);
}
