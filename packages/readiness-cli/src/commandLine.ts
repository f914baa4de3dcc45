import { parseArgs, type ParseArgsConfig } from 'node:util';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import {
  DIMENSIONS,
  SEVERITIES,
  type Dimension,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { repository } from '../package.json';
import { UsageError } from './UsageError';

export const FORMATS = ['table', 'json', 'sarif', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** What to scan: files and standard input, or a cluster. */
export type ScanTarget =
  | { type: 'manifests'; paths: readonly string[]; namespace: string }
  | { type: 'cluster'; kubeconfig?: string; context?: string };

export interface ScanCommand {
  type: 'scan';
  target: ScanTarget;
  checks: readonly AnyCheck[];
  /** Of the cluster that manifests are for. */
  version: { major: number; minor: number };
  format: Format;
  /** `none`: findings never fail the command. */
  failOn: Severity | 'none';
  /** Where the page of a check is found, with its id and `.md` behind it. */
  docsUrl: string;
}

export type Command =
  | { type: 'help'; of?: 'scan' | 'rbac' }
  | { type: 'rbac'; checks: readonly AnyCheck[] }
  | ScanCommand;

/** The newest minor version whose Pod Security rules the checks know. */
const DEFAULT_VERSION = '1.36';

const DOCS_URL = `${repository.url}/blob/main/docs/checks/`;

const SCAN_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  'kubernetes-version': { type: 'string' },
  check: { type: 'string', multiple: true },
  dimension: { type: 'string', multiple: true },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  'docs-url': { type: 'string' },
} as const;

const RBAC_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  checks: { type: 'string', multiple: true },
} as const;

const listed = (values: readonly string[] | undefined) =>
  values?.flatMap(value =>
    value
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  );

function oneOf<const T extends string>(
  option: string,
  value: string,
  allowed: readonly T[],
): T {
  const found = allowed.find(each => each === value);
  if (found === undefined) {
    throw new UsageError(
      `--${option} ${value}: one of ${allowed.join(', ')} is expected`,
    );
  }
  return found;
}

/** Ids that share the most leading letters with what was asked for. */
function similar(id: string): string {
  const shared = (other: string) => {
    let length = 0;
    while (length < id.length && id[length] === other[length]) length += 1;
    return length;
  };
  const near = builtInChecks
    .map(check => check.id)
    .filter(other => shared(other) > 6)
    .sort((a, b) => shared(b) - shared(a));
  return near.length > 0 ? `; did you mean ${near[0]}?` : '';
}

function checksOf(
  option: string,
  ids: readonly string[] | undefined,
): readonly AnyCheck[] {
  if (!ids) return builtInChecks;
  if (ids.length === 0) throw new UsageError(`--${option}: no check is named`);
  return ids.map(id => {
    const check = builtInChecks.find(each => each.id === id);
    if (check) return check;
    throw new UsageError(`--${option}: there is no check ${id}${similar(id)}`);
  });
}

function dimensionsOf(names: readonly string[] | undefined) {
  if (names?.length === 0) {
    throw new UsageError('--dimension: no dimension is named');
  }
  return (
    names?.map<Dimension>(name => oneOf('dimension', name, DIMENSIONS)) ??
    DIMENSIONS
  );
}

function versionOf(text: string): ScanCommand['version'] {
  const [, major, minor] =
    /^v?(\d{1,2})\.(\d{1,3})(?:\.\d+)?$/.exec(text) ?? [];
  if (major !== '1') {
    throw new UsageError(
      `--kubernetes-version ${text}: a minor version such as ${DEFAULT_VERSION} is expected`,
    );
  }
  return { major: 1, minor: Number(minor) };
}

function parse<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs<T>(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
}

function targetOf(
  paths: readonly string[],
  values: { kubeconfig?: string; context?: string; namespace?: string },
): ScanTarget {
  const { kubeconfig, context, namespace } = values;
  const isCluster = kubeconfig !== undefined || context !== undefined;
  if (isCluster && paths.length > 0) {
    throw new UsageError(
      'Name manifests or a cluster (--kubeconfig, --context), not both.',
    );
  }
  if (isCluster && namespace !== undefined) {
    throw new UsageError(
      '--namespace is for manifests that name none; a cluster is read whole.',
    );
  }
  if (isCluster) return { type: 'cluster', kubeconfig, context };
  if (paths.length === 0) {
    throw new UsageError(
      'Name a file, a folder or - for standard input; or a cluster by --context.',
    );
  }
  if (namespace === '') throw new UsageError('--namespace: it is empty');
  return { type: 'manifests', paths, namespace: namespace ?? 'default' };
}

const protocolOf = (url: string) =>
  URL.canParse(url) ? new URL(url).protocol : '';

function scanCommand(args: readonly string[]): Command {
  const { values, positionals } = parse({
    args: [...args],
    options: SCAN_OPTIONS,
    allowPositionals: true,
  });
  if (values.help) return { type: 'help', of: 'scan' };
  const dimensions = dimensionsOf(listed(values.dimension));
  const checks = checksOf('check', listed(values.check)).filter(check =>
    dimensions.includes(check.dimension),
  );
  if (checks.length === 0) {
    throw new UsageError('--check and --dimension have no check in common.');
  }
  const docsUrl = values['docs-url'] ?? DOCS_URL;
  if (!/^https?:$/.test(protocolOf(docsUrl))) {
    throw new UsageError(`--docs-url ${docsUrl}: a web address is expected`);
  }
  return {
    type: 'scan',
    target: targetOf(positionals, values),
    checks,
    version: versionOf(values['kubernetes-version'] ?? DEFAULT_VERSION),
    format: oneOf('format', values.format ?? 'table', FORMATS),
    failOn: oneOf('fail-on', values['fail-on'] ?? 'high', [
      ...SEVERITIES,
      'none',
    ]),
    docsUrl: docsUrl.endsWith('/') ? docsUrl : `${docsUrl}/`,
  };
}

function rbacCommand(args: readonly string[]): Command {
  const { values } = parse({ args: [...args], options: RBAC_OPTIONS });
  return values.help
    ? { type: 'help', of: 'rbac' }
    : { type: 'rbac', checks: checksOf('checks', listed(values.checks)) };
}

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what would be right.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return { type: 'help' };
    case 'scan':
      return scanCommand(rest);
    case 'rbac':
      return rbacCommand(rest);
    default:
      throw new UsageError(
        `There is no command ${name}; scan and rbac are there.`,
      );
  }
}
