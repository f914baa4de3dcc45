import { createHash } from 'node:crypto';
import type { Container, Probe, ProbeRole } from '../inventory/Workload';
import { at, fields, number, text, word } from './fields';

const FIELDS: Readonly<Record<ProbeRole, string>> = {
  readiness: 'readinessProbe',
  liveness: 'livenessProbe',
  startup: 'startupProbe',
};

const ACTIONS = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

/**
 * What is asked, as one short word: commands may hold secrets. Headers are no
 * part of the question; some give each probe a cookie of its own.
 */
function fingerprint(raw: unknown): string {
  const asked = ACTIONS.map(action => {
    const { httpHeaders: _headers, ...rest } = fields(at(raw, action));
    return rest;
  });
  return createHash('sha256')
    .update(JSON.stringify(asked))
    .digest('hex')
    .slice(0, 16);
}

/** Names in a query, without their values; a bare word may be a value. */
function queryNames(path: string | undefined): readonly string[] {
  const query = path?.split('?')[1] ?? '';
  return query
    .split('&')
    .filter(part => /^[a-z_-]{1,30}=/i.test(part))
    .map(part => part.split('=')[0]);
}

/** Absent timings are the defaults of the API. */
function probe(raw: unknown): Probe {
  const action = ACTIONS.find(name => at(raw, name) !== undefined) ?? 'unknown';
  const seconds = (field: string, otherwise: number) =>
    number(at(raw, field)) ?? otherwise;
  const path = text(at(raw, 'httpGet', 'path'));
  return {
    action,
    path: path?.split('?')[0],
    query: queryNames(path),
    port: word(at(raw, action, 'port')),
    fingerprint: fingerprint(raw),
    initialDelaySeconds: seconds('initialDelaySeconds', 0),
    periodSeconds: seconds('periodSeconds', 10),
    timeoutSeconds: seconds('timeoutSeconds', 1),
    failureThreshold: seconds('failureThreshold', 3),
  };
}

/** The probes of a container without what they send. */
export function probes(container: unknown): Container['probes'] {
  const found: Partial<Record<ProbeRole, Probe>> = {};
  for (const [role, field] of Object.entries(FIELDS)) {
    const raw = at(container, field);
    if (Object.keys(fields(raw)).length > 0) {
      found[role as ProbeRole] = probe(raw);
    }
  }
  return found;
}
