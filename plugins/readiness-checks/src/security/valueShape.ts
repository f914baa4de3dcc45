/** Texts that no secret is, whatever the name of their variable. */
const HARMLESS: readonly RegExp[] = [
  // Nothing that could be one.
  /^[^A-Za-z0-9]*$/,
  /^(true|false|yes|no|on|off|enabled|disabled|none|null|nil|undefined)$/i,
  // Numbers, sizes, percentages, versions.
  /^[+-]?\d+([.,]\d+)*\s*(%|[kMGTP]i?B?|B)?$/,
  // Durations, also as ISO 8601.
  /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+$/,
  /^P(\d+[YMWD])*(T(\d+[HMS])+)?$/,
  // Absolute and relative paths.
  /^(\/|\.{1,2}\/|~\/|[A-Za-z]:\\)[^\s]*$/,
  // URLs; those with a password are found before.
  /^[a-z][a-z0-9+.-]*:\/\/\S*$/i,
  // Encrypted by SOPS.
  /^ENC\[[A-Z0-9_]+,/,
  // References to where the secret is.
  /^arn:[\w-]+:/,
  /^(vault|ref\+\w+|secretref|op|ssm|sm|azurekeyvault|gcpsecretmanager):/i,
  /^projects\/[^/\s]+\/secrets\//,
  // Host names, with or without a port.
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:\d+)?$/i,
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?:\d+$/i,
  /^(\d{1,3}\.){3}\d{1,3}(:\d+)?$/,
];

export const isHarmless = (value: string) =>
  HARMLESS.some(pattern => pattern.test(value));

/** A value that is put in at run time or at templating time. */
export const isReference = (value: string) =>
  /\$\(|\$\{|\{\{|`|^\$[A-Z_][A-Z0-9_]*$|^%\w+%$|^<path:[^<>]+>$/.test(value);

const PLACEHOLDERS =
  /^(change[-_ ]?(me|it|this)\d*|replace[-_ ]?(me|this)?|place[-_ ]?holder|(my|your)[-_ ]?(password|secret|token|key|api[-_ ]?key)([-_ ]here)?|dummy|example|sample|test|foo|bar|todo|tbd|redacted|insert[-_ ].*|password|passwd|secret|token|default|x{3,}|\*{3,}|\.{3,}|_{2,}\w*_{2,}|<.*>|\[.*\])$/i;

export const isPlaceholder = (value: string) => PLACEHOLDERS.test(value.trim());

/** One word as people write it, e.g. `vault`, `SHA`, `HS256`, `argon2id`. */
const WORDY =
  /^(v?\d{1,4}|([a-z]+|[A-Z]+|[A-Z][a-z]+|[a-z]+([A-Z][a-z]+)+)\d{0,3}|[a-z]{2,}\d{1,3}[a-z]{0,3})$/;
const LONGEST_WORD = 24;

/** `aws-sm`, `SCRAM-SHA-512`, `read:users,write:users`. */
export function isEnumLike(value: string): boolean {
  return (
    /^[\w\s.,:;/+=|-]*$/.test(value) &&
    value
      .split(/[^A-Za-z0-9]+/)
      .filter(Boolean)
      .every(word => word.length <= LONGEST_WORD && WORDY.test(word))
  );
}

/** Shannon entropy in bits a character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const { length } = [...text];
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / length) * Math.log2(count / length),
    0,
  );
}

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const SHORTEST_RANDOM = 8;
const LEAST_ENTROPY = 3;

/** Long, of mixed classes, and hard to guess. */
export function looksRandom(value: string): boolean {
  const classes = CLASSES.filter(pattern => pattern.test(value)).length;
  return (
    value.length >= SHORTEST_RANDOM &&
    classes >= 2 &&
    entropy(value) >= LEAST_ENTROPY &&
    !/\s/.test(value)
  );
}
