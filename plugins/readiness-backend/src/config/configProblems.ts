import type {
  Schemas,
  Subject,
} from '@readiness/backstage-plugin-readiness-common';
import {
  coversSubject,
  DEFAULT_NAMESPACES,
  globMatch,
  unusedMatchingRules,
  type AnyCheck,
  type Exception,
  type MatchingReport,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import type { ReadinessConfig } from './ReadinessConfig';
import { endOf } from './readExceptions';

export type ConfigProblem = Schemas['ConfigProblem'];

/** An exception that ends this soon needs a decision. */
const SOON = { days: 14 };

/** What the register knows of what the configuration speaks of. */
export interface KnownFacts {
  /** Clusters that some way of access lists. */
  clusters: readonly { name: string; scanned: boolean }[];
  /** What was scanned, with the name of its cluster. */
  subjects: Iterable<{ cluster: string; subject: Subject }>;
  /** Entity refs of the catalog; absent before it was read. */
  entities?: ReadonlySet<string>;
  /** Of the last whole scan of each cluster; none before the first. */
  matching?: readonly Pick<MatchingReport, 'rules' | 'matched'>[];
}

export interface ProblemInput {
  config: Pick<
    ReadinessConfig,
    | 'rules'
    | 'namespaces'
    | 'clusters'
    | 'platformOwner'
    | 'capacity'
    | 'waivers'
  >;
  checks: readonly AnyCheck[];
  known: KnownFacts;
  /** Epoch ms. */
  now: number;
}

type Place = Pick<Exception, 'cluster' | 'namespace' | 'name'>;
const PARTS = ['cluster', 'namespace', 'name'] as const;

/** A row with globs that subjects of these types may fit. */
interface PlacedRow {
  key: string;
  place: Place;
  types: readonly string[];
}

/**
 * Rows of exceptions may name what a judge asks for, such as the subject of a
 * binding, where the check is about a whole cluster or entity: of those only
 * the cluster can be looked for.
 */
function placeOfException(row: Exception, types: readonly string[]): Place {
  const { cluster, namespace, name } = row;
  const isOfParts = types.includes('cluster') || types.includes('entity');
  return isOfParts ? { cluster } : { cluster, namespace, name };
}

function placedRows({ config, checks }: ProblemInput): readonly PlacedRow[] {
  const typesOf = (id: string): readonly string[] =>
    checks.find(check => check.id === id)?.scope.types ?? [];
  const { exceptions, responsible = {}, checks: settings } = config.rules;
  const placed: PlacedRow[] = [
    ...exceptions.map((row, index) => ({
      key: `readiness.exceptions[${index}]`,
      place: placeOfException(row, typesOf(row.check)),
      types: typesOf(row.check),
    })),
    ...Object.entries(settings).flatMap(([id, { exclude = [] }]) =>
      exclude.map((place, index) => ({
        key: `readiness.checks.${id}.exclude[${index}]`,
        place,
        types: typesOf(id),
      })),
    ),
    ...Object.entries(responsible).flatMap(([id, rows]) =>
      rows.map((place, index) => ({
        key: `readiness.checks.${id}.responsible[${index}]`,
        place,
        types: typesOf(id),
      })),
    ),
  ];
  return placed.filter(({ place }) =>
    PARTS.some(part => place[part] !== undefined),
  );
}

const matchesNothing = (key: string, message: string): ConfigProblem => ({
  code: 'matches-nothing',
  key,
  message,
});

/** The smallest part of a row to blame for that no subject fits it. */
function blame(
  { key, place }: PlacedRow,
  fitting: ReadonlySet<string>,
): ConfigProblem {
  const part = PARTS.find(
    name => place[name] !== undefined && !fitting.has(name),
  );
  return part
    ? matchesNothing(
        `${key}.${part}`,
        `"${place[part]}" matches no ${
          part === 'name' ? 'object' : part
        } of what was scanned for the check.`,
      )
    : matchesNothing(key, 'Nothing that was scanned fits all of its globs.');
}

function unmatchedRows(input: ProblemInput): ConfigProblem[] {
  const { clusters, subjects } = input.known;
  if (clusters.length === 0) return [];
  const admits = ({ place }: PlacedRow, name: string) =>
    place.cluster === undefined || globMatch(place.cluster, name);
  const rows = placedRows(input);
  const nowhere = rows.filter(row => !clusters.some(c => admits(row, c.name)));
  const open = rows.filter(row =>
    clusters.some(({ name, scanned }) => scanned && admits(row, name)),
  );
  const fitting = new Map(open.map(row => [row, new Set<string>()]));
  for (const { cluster, subject } of subjects) {
    for (const [row, parts] of fitting) {
      if (!row.types.includes(subject.type)) continue;
      if (coversSubject(row.place, subject, cluster)) {
        fitting.delete(row);
        continue;
      }
      for (const part of PARTS) {
        const only = { [part]: row.place[part] };
        if (!parts.has(part) && coversSubject(only, subject, cluster)) {
          parts.add(part);
        }
      }
    }
  }
  return [
    ...nowhere.map(({ key, place }) =>
      matchesNothing(
        `${key}.cluster`,
        `"${place.cluster}" matches no cluster that is known.`,
      ),
    ),
    ...[...fitting].map(([row, parts]) => blame(row, parts)),
  ];
}

/** Globs of namespaces that match none, or only such as are of the system. */
function namespaceProblems({ config, known }: ProblemInput): ConfigProblem[] {
  const names = new Set<string>();
  for (const { subject } of known.subjects) {
    if (subject.namespace !== undefined) names.add(subject.namespace);
  }
  if (names.size === 0) return [];
  const isSystem = (name: string) =>
    config.rules.systemNamespaces.some(glob => globMatch(glob, name));
  return (['system', 'platform'] as const).flatMap(list =>
    (config.namespaces[list] ?? []).flatMap((glob, index): ConfigProblem[] => {
      const key = `readiness.namespaces.${list}[${index}]`;
      const matched = [...names].filter(name => globMatch(glob, name));
      if (matched.length === 0) {
        // A default that was written out, to keep it beside others.
        return DEFAULT_NAMESPACES[list].includes(glob)
          ? []
          : [
              matchesNothing(
                key,
                `"${glob}" matches no namespace that was scanned.`,
              ),
            ];
      }
      return list === 'platform' && matched.every(isSystem)
        ? [
            {
              code: 'overlap',
              key,
              message: `All that "${glob}" matches is in readiness.namespaces.system, which wins: ${matched
                .slice(0, 3)
                .join(', ')}.`,
            },
          ]
        : [];
    }),
  );
}

function exceptionProblems({ config, now }: ProblemInput): ConfigProblem[] {
  const soon = DateTime.fromMillis(now).plus(SOON).toMillis();
  const { exceptions } = config.rules;
  const same = (row: Exception) =>
    exceptions.findIndex(
      other => JSON.stringify(other) === JSON.stringify(row),
    );
  return exceptions.flatMap((row, index): ConfigProblem[] => {
    const key = `readiness.exceptions[${index}]`;
    const end = endOf(row);
    const what = `The exception for ${row.check} ("${row.reason}")`;
    const doubled: ConfigProblem[] =
      same(row) < index
        ? [
            {
              code: 'overlap',
              key,
              message: `${what} says the same as readiness.exceptions[${same(
                row,
              )}].`,
            },
          ]
        : [];
    if (end === undefined || end >= soon) return doubled;
    return [
      ...doubled,
      end < now
        ? {
            code: 'expired',
            key: `${key}.expires`,
            message: `${what} expired on ${row.expires} and no longer applies.`,
          }
        : {
            code: 'expiring',
            key: `${key}.expires`,
            message: `${what} expires on ${row.expires}.`,
          },
    ];
  });
}

/** Rows after one for everywhere are never reached. */
function unreachedRows({ config }: ProblemInput): ConfigProblem[] {
  return Object.entries(config.rules.responsible ?? {}).flatMap(
    ([id, rows]) => {
      const all = rows.findIndex(
        row => row.cluster === undefined && row.namespace === undefined,
      );
      return rows
        .map((_, index) => index)
        .filter(index => all >= 0 && index > all)
        .map(
          (index): ConfigProblem => ({
            code: 'overlap',
            key: `readiness.checks.${id}.responsible[${index}]`,
            message: `It is never reached: readiness.checks.${id}.responsible[${all}] is for everywhere.`,
          }),
        );
    },
  );
}

function unknownOwners({ config, known }: ProblemInput): ConfigProblem[] {
  const { entities } = known;
  if (!entities) return [];
  return [
    { key: 'readiness.platformOwner', owner: config.platformOwner },
    ...config.clusters.map(({ owner }, index) => ({
      key: `readiness.clusters[${index}].owner`,
      owner,
    })),
    ...Object.keys(config.capacity.owners).map((owner, index) => ({
      key: `readiness.capacity.owners[${index}].owner`,
      owner,
    })),
    ...(['approvers', 'escalation'] as const).flatMap(name =>
      // The platform group, which decides by default, has a line of its own.
      config.waivers[name].map((owner, index) => ({
        key: `readiness.waivers.${name}[${index}]`,
        owner: owner === config.platformOwner ? undefined : owner,
      })),
    ),
  ].flatMap(({ key, owner }): ConfigProblem[] =>
    owner === undefined || entities.has(owner)
      ? []
      : [
          {
            code: 'unknown-owner',
            key,
            message: `The catalog has no ${owner}.`,
          },
        ],
  );
}

function unknownClusters({ config, known }: ProblemInput): ConfigProblem[] {
  if (known.clusters.length === 0) return [];
  return config.clusters.flatMap(({ name }, index) =>
    known.clusters.some(cluster => cluster.name === name)
      ? []
      : [
          matchesNothing(
            `readiness.clusters[${index}].name`,
            `No way of access lists a cluster "${name}".`,
          ),
        ],
  );
}

/** Rules by which nothing was found, or what others took before. */
function unusedRules({ config, known }: ProblemInput): ConfigProblem[] {
  return unusedMatchingRules(
    config.rules.matching ?? [],
    known.matching ?? [],
  ).map(index =>
    matchesNothing(
      `readiness.matching[${index}]`,
      'It finds no workload for any entity in any cluster that was scanned.',
    ),
  );
}

/**
 * What of the configuration does not do what its author expects, as far as can
 * be told from what was scanned.
 */
export function configProblems(input: ProblemInput): ConfigProblem[] {
  return [
    ...exceptionProblems(input),
    ...unmatchedRows(input),
    ...unusedRules(input),
    ...namespaceProblems(input),
    ...unreachedRows(input),
    ...unknownOwners(input),
    ...unknownClusters(input),
  ];
}
