/** What a patch may consist of; `null` deletes a field, as in a merge patch. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | YamlMap;

export interface YamlMap {
  readonly [key: string]: YamlValue;
}

const WORD = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
const QUANTITY = /^\d+(\.\d+)?(m|[kMGTP]i)$/;
/** Plain words that a YAML 1.1 parser, as kubectl has one, reads as something else. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  if (QUANTITY.test(value)) return value;
  return WORD.test(value) && !RESERVED.test(value)
    ? value
    : JSON.stringify(value);
}

const isList = (value: YamlValue): value is readonly YamlValue[] =>
  Array.isArray(value);

const isMap = (value: YamlValue): value is YamlMap =>
  typeof value === 'object' && value !== null && !isList(value);

function lines(value: YamlValue): string[] {
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    return value.flatMap(item =>
      lines(item).map((line, index) =>
        index === 0 ? `- ${line}` : `  ${line}`,
      ),
    );
  }
  if (!isMap(value)) return [scalar(value)];
  const entries = Object.entries(value);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, child]) => {
    const nested = lines(child);
    const block =
      (isList(child) && child.length > 0) ||
      (isMap(child) && Object.keys(child).length > 0);
    return block
      ? [`${scalar(key)}:`, ...nested.map(line => `  ${line}`)]
      : [`${scalar(key)}: ${nested[0]}`];
  });
}

/** Plain data as block YAML, keys in the order given, with a final newline. */
export function toYaml(value: YamlValue): string {
  return `${lines(value).join('\n')}\n`;
}
