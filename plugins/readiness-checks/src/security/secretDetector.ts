import type {
  ExtractedFact,
  Extractor,
} from '@readiness/backstage-plugin-readiness-engine';
import { applicationValues, releaseValues } from './deliveryValues';
import { nameSense } from './nameSegments';
import { namedValues, type NamedValue } from './namedValues';
import {
  isEnumLike,
  isHarmless,
  isPlaceholder,
  isReference,
  looksRandom,
} from './valueShape';

/** How a literal secret was recognised; all but the last two are certain. */
export type SecretDetector =
  | 'aws-access-key-id'
  | 'github-token'
  | 'slack-token'
  | 'private-key'
  | 'json-web-token'
  | 'url-password'
  | 'dsn-password'
  | 'named-random-value'
  | 'password-value'
  | 'placeholder-password'
  | 'suspicious-name';

/** (a): what a provider's secret looks like. */
const PROVIDERS: readonly (readonly [SecretDetector, RegExp])[] = [
  [
    'aws-access-key-id',
    /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  ],
  [
    'github-token',
    /(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/,
  ],
  ['slack-token', /(?<![A-Za-z0-9])xox[bp]-[A-Za-z0-9-]{10,}/],
  ['private-key', /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/],
  ['json-web-token', /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/],
];

/** (b): a URL whose authority holds a user and a password. */
const USERINFO = /:\/\/[^\s/?#:@"'<>]*:([^\s/?#@"']+)@/g;

/** A data source name without scheme, as Go drivers take it. */
const DSN_USERINFO = /^[^\s:@/]+:(?!\/\/)([^\s@]+)@/;

/** What to say of a password that stands in a URL or DSN. */
function passwordIn(
  text: string | undefined,
  detector: SecretDetector,
): SecretDetector | undefined {
  if (!text || isReference(text)) return undefined;
  return isPlaceholder(text) ? 'placeholder-password' : detector;
}

function urlPassword(value: string): SecretDetector | undefined {
  const seen = [...value.matchAll(USERINFO)].flatMap(
    ([, password]) => passwordIn(password, 'url-password') ?? [],
  );
  return seen.find(detector => detector === 'url-password') ?? seen[0];
}

/** (a) and (b): judged by the value alone. */
function byValue(value: string): SecretDetector | undefined {
  const provider = PROVIDERS.find(([, pattern]) => pattern.test(value));
  return provider ? provider[0] : urlPassword(value);
}

/** (c): judged by the name and the value. */
function byName(name: string, value: string): SecretDetector | undefined {
  const sense = nameSense(name);
  if (sense.dsn) {
    const seen = passwordIn(value.match(DSN_USERINFO)?.[1], 'dsn-password');
    if (seen) return seen;
  }
  if (!sense.secret || isHarmless(value) || isReference(value)) {
    return undefined;
  }
  if (isPlaceholder(value)) {
    return sense.password ? 'placeholder-password' : undefined;
  }
  if (sense.isPassword) return 'password-value';
  if (isEnumLike(value)) return undefined;
  return looksRandom(value) ? 'named-random-value' : 'suspicious-name';
}

/** An annotation's key after its domain; the hash of a Secret is no secret. */
function annotationName(key: string): string {
  const name = key.slice(key.indexOf('/') + 1);
  return /checksum|hash|digest/i.test(key) ? '' : name;
}

function detect(named: NamedValue): SecretDetector | undefined {
  const { name = '', word = name, place, value, whole } = named;
  // A provider's token or a URL inside a longer text is found once, there.
  const seen = whole ? byValue(value) : undefined;
  return (
    seen ?? byName(place === 'annotation' ? annotationName(word) : word, value)
  );
}

/** Values as facts: which place, which detector, never what. */
function secretFacts(values: readonly NamedValue[]): readonly ExtractedFact[] {
  const seen = new Map<string, ExtractedFact>();
  for (const named of values) {
    const detector = detect(named);
    if (detector) {
      const { container, place } = named;
      // A key of a chart's values may be a token itself.
      const name = named.name && byValue(named.name) ? '*' : named.name;
      seen.set([detector, container, name, place].join('\n'), {
        detector,
        ...(container !== undefined && { container }),
        ...(name !== undefined && { name }),
        kind: place,
      });
    }
  }
  return [...seen.values()];
}

/**
 * Looks for literal secrets where a pod keeps text: env, args, command, probe
 * and lifecycle commands, annotations; and in the values that Argo CD and Flux
 * hand to charts. What it returns holds no value.
 */
export const secretDetector: Extractor = {
  id: 'literal-secrets',
  run: (podSpec, metadata) => {
    const annotations =
      typeof metadata === 'object' &&
      metadata !== null &&
      'annotations' in metadata
        ? metadata.annotations
        : undefined;
    return secretFacts(namedValues(podSpec, annotations));
  },
  delivery: {
    applications: raw => secretFacts(applicationValues(raw)),
    helmReleases: raw => secretFacts(releaseValues(raw)),
  },
};
