/**
 * The words of a variable's or flag's name: split at `_`, `-`, `.` and at
 * changes of case, lower-cased, trailing digits dropped. `dbPassword2` is
 * `db`, `password`.
 */
export function nameSegments(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .map(segment => segment.toLowerCase().replace(/(?<=[a-z])\d+$/, ''))
    .filter(Boolean);
}

/** Well-known names whose words are not set apart. */
const KNOWN_NAMES: Readonly<Record<string, readonly string[]>> = {
  PGPASSWORD: ['pg', 'password'],
};

const PASSWORD = new Set(['password', 'passwd', 'pwd']);
const SECRET = new Set([
  ...PASSWORD,
  'secret',
  'token',
  'apikey',
  'credential',
  'credentials',
]);
const PAIRS: readonly (readonly [string, string])[] = [
  ['api', 'key'],
  ['private', 'key'],
  ['access', 'key'],
];

/** Last words that make a name speak about a secret, not hold one. */
const ABOUT = new Set([
  'file',
  'path',
  'name',
  'url',
  'ref',
  'ttl',
  'mode',
  'env',
  'size',
  'length',
  'count',
  'enabled',
]);

export interface NameSense {
  /** A word of the name says secret. */
  secret: boolean;
  /** A word of the name says password. */
  password: boolean;
  /** The last word says so: the value is the password itself. */
  isPassword: boolean;
  dsn: boolean;
}

/** What the name of a variable or flag lets expect of its value. */
export function nameSense(name: string): NameSense {
  const segments = KNOWN_NAMES[name] ?? nameSegments(name);
  const last = segments[segments.length - 1] ?? '';
  if (ABOUT.has(last)) {
    return { secret: false, password: false, isPassword: false, dsn: false };
  }
  const paired = PAIRS.some(([first, second]) =>
    segments.some(
      (segment, index) => segment === first && segments[index + 1] === second,
    ),
  );
  const password = segments.some(segment => PASSWORD.has(segment));
  return {
    secret: paired || segments.some(segment => SECRET.has(segment)),
    password,
    isPassword: PASSWORD.has(last),
    dsn: segments.includes('dsn'),
  };
}
