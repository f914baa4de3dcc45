import type { AutoscalerStatusObject } from '../inventory/objects';

type Status = Pick<
  AutoscalerStatusObject,
  'updatedAt' | 'status' | 'groups' | 'parsed'
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

/** `Cluster-autoscaler status at …:`, until version 1.29. */
function parseText(content: string): Status {
  const [head, ...sections] = content.split(/^\s*Name:\s+/m);
  const groups = sections.flatMap(section => {
    const [name] = section.split(/\s/, 1);
    const [, target, min, max] =
      section.match(
        /cloudProviderTarget=(\d+)\s*\(minSize=(\d+),\s*maxSize=(\d+)\)/,
      ) ?? [];
    return group(name, min, max, target) ?? [];
  });
  const running = /^\s*Cluster-wide:/m.test(head);
  return {
    updatedAt: parseGoTime(content.split('\n', 1)[0]),
    status: running ? 'Running' : 'Initializing',
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
  for (const raw of content.split('\n')) {
    const parts = raw.match(/^(\s*)(-\s+)?(?:([\w.-]+):(?:\s+(.*))?)?$/);
    const indent = raw.search(/\S/);
    if (indent < 0 || indent > scalarIndent || !parts?.[3]) continue;
    const [, space, dash = '', key, value = ''] = parts;
    scalarIndent = /^[|>]/.test(value) ? space.length + dash.length : Infinity;
    lines.push({
      indent: space.length + dash.length,
      entry: dash !== '',
      key,
      value: value.trim().replace(/^(["'])(.*)\1$/, '$2'),
    });
  }
  return lines;
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
    return (
      group(
        value('name', true),
        digits('minSize'),
        digits('maxSize'),
        digits('cloudProviderTarget'),
      ) ?? []
    );
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
