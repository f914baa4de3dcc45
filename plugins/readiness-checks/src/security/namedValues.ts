/** One text of a pod, with the name it goes by. */
export interface NamedValue {
  container?: string;
  /** Name of the variable, flag or annotation, or path of the value. */
  name?: string;
  /** The part of the name that tells what it is; absent means all of it. */
  word?: string;
  /** Where it stands, e.g. `env`, `args[2]`, `livenessProbe.exec.command[0]`. */
  place: string;
  value: string;
  /** False for a part of a text that is listed as a whole as well. */
  whole: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (raw: unknown): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? { ...raw }
    : {};

const itemsOf = (raw: unknown): readonly unknown[] =>
  Array.isArray(raw) ? raw : [];

const at = (raw: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => fieldsOf(value)[key], raw);

const textOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' ? raw : undefined;

function envValues(raw: unknown, container: string): readonly NamedValue[] {
  return itemsOf(raw).flatMap(entry => {
    const { name, value, valueFrom } = fieldsOf(entry);
    const text = textOf(value);
    return text === undefined || valueFrom
      ? []
      : [
          {
            container,
            name: textOf(name),
            place: 'env',
            value: text,
            whole: true,
          },
        ];
  });
}

/** A name as flags and shell variables have it; nothing else is repeated. */
const NAME = '[A-Za-z_][\\w.-]{0,63}';
const ASSIGNMENT = new RegExp(`^(?:--?|/)?(${NAME})=(.*)$`, 's');
const FLAG = new RegExp(`^--?(${NAME})$`);

/** The words of a shell line, quotes taken off; not a shell, and not meant to be. */
function words(line: string): readonly string[] {
  const tokens = line.match(/(?:[^\s"';&|]|"[^"]*"|'[^']*')+/g) ?? [];
  return tokens.map(token => token.replace(/["']/g, ''));
}

/** `NAME=value`, `--name=value`, or `--name value` at this place. */
function pairAt(
  tokens: readonly string[],
  index: number,
): { name: string; value: string } | undefined {
  const assigned = tokens[index].match(ASSIGNMENT);
  if (assigned) return { name: assigned[1], value: assigned[2] };
  const flag = tokens[index].match(FLAG);
  const next = tokens[index + 1];
  return flag && next !== undefined && !next.startsWith('-')
    ? { name: flag[1], value: next }
    : undefined;
}

/** Arguments, with the pairs of name and value that stand in them. */
export function argumentValues(
  raw: unknown,
  path: string,
): readonly NamedValue[] {
  const args = itemsOf(raw).map(item => textOf(item) ?? '');
  return args.flatMap((arg, index) => {
    const place = `${path}[${index}]`;
    const tokens = words(arg);
    const pairs = /\s/.test(arg)
      ? tokens.map((_, position) => pairAt(tokens, position))
      : [pairAt(args, index)];
    return [
      { place, value: arg, whole: true },
      ...pairs.flatMap(pair =>
        pair ? [{ ...pair, place, whole: false }] : [],
      ),
    ];
  });
}

const commandValues = (raw: unknown, container: string, path: string) =>
  argumentValues(raw, path).map(named => ({ container, ...named }));

const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

function containerValues(raw: unknown): readonly NamedValue[] {
  const name = textOf(at(raw, 'name')) ?? '';
  return [
    ...envValues(at(raw, 'env'), name),
    ...commandValues(at(raw, 'command'), name, 'command'),
    ...commandValues(at(raw, 'args'), name, 'args'),
    ...HANDLERS.flatMap(path =>
      commandValues(
        at(raw, ...path, 'exec', 'command'),
        name,
        [...path, 'exec', 'command'].join('.'),
      ),
    ),
  ];
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The pod spec in an applied manifest of any kind that has one. */
function appliedSpec(applied: unknown): unknown {
  const spec = at(applied, 'spec');
  return (
    at(spec, 'jobTemplate', 'spec', 'template', 'spec') ??
    at(spec, 'template', 'spec') ??
    spec
  );
}

function specValues(podSpec: unknown): readonly NamedValue[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap(list =>
    itemsOf(at(podSpec, list)).flatMap(containerValues),
  );
}

const keyOf = ({ container, name, place, value }: NamedValue) =>
  JSON.stringify([container, name, place, value]);

/** What the last apply still holds and the spec does not any more. */
function leftBehind(
  text: string | undefined,
  current: readonly NamedValue[],
): readonly NamedValue[] {
  if (text === undefined) return [];
  const known = new Set(current.map(keyOf));
  return specValues(appliedSpec(parsed(text)))
    .filter(named => !known.has(keyOf(named)))
    .map(named => ({ ...named, place: `last-applied ${named.place}` }));
}

/** Every text of a pod that a secret may hide in, with its name and place. */
export function namedValues(
  podSpec: unknown,
  annotations: unknown,
): readonly NamedValue[] {
  const current = specValues(podSpec);
  const { [LAST_APPLIED]: lastApplied, ...others } = fieldsOf(annotations);
  return [
    ...current,
    ...Object.entries(others).flatMap(([name, raw]) => {
      const value = textOf(raw);
      return value === undefined
        ? []
        : [{ name, place: 'annotation', value, whole: true }];
    }),
    ...leftBehind(textOf(lastApplied), current),
  ];
}
