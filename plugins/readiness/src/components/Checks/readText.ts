function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * One declared read as an operator writes it: `deployments.apps`,
 * `GET /version`, `prometheus: rules`, `evidence: restore-drill`.
 */
export function readText(read: Record<string, unknown>): string {
  const resource = text(read.resource);
  if (resource) {
    const group = text(read.group);
    return group ? `${resource}.${group}` : resource;
  }
  const path = text(read.nonResourceURL);
  if (path) return `GET ${path}`;
  const signal = text(read.signal);
  if (signal) return [signal, text(read.query)].filter(Boolean).join(': ');
  const evidence = text(read.evidence);
  return evidence ? `evidence: ${evidence}` : JSON.stringify(read);
}
