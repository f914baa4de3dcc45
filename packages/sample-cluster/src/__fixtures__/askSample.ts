import {
  SAMPLE_TOKENS,
  type SampleCluster,
  type SampleClusterOptions,
  type SampleRequest,
  createSampleCluster,
} from '..';

export const NOW = Date.parse('2026-11-22T17:00:00Z');
export const PODS = '/api/v1/pods';

/** A running pod. */
export const pod = (name: string, namespace = 'shop', labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
});

/** A cluster of these objects whose clock stands still. */
export function create(
  objects: object[],
  more: Partial<SampleClusterOptions> = {},
): SampleCluster {
  return createSampleCluster({ objects, now: () => NOW, ...more });
}

/** A request with the scanner's token and its answer, read. */
export async function ask(
  sample: SampleCluster,
  path: string,
  request: SampleRequest = {},
) {
  const response = await sample.fetch(path, {
    token: SAMPLE_TOKENS.scanner,
    ...request,
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    text,
    json: /^[[{]/.test(text) ? JSON.parse(text) : {},
  };
}

/** The same request with the token of the demo. */
export const asDemo = (request: SampleRequest): SampleRequest => ({
  token: SAMPLE_TOKENS.demo,
  ...request,
});

export const names = (json: { items: { metadata: { name: string } }[] }) =>
  json.items.map(item => item.metadata.name);
