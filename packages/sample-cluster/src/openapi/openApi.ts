import { createHash } from 'node:crypto';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';

const GVK = 'x-kubernetes-group-version-kind';
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  name => ({ name, in: 'query', schema: { type: 'string' } }),
);

/** `/openapi/v3`: where the document of each group and version is. */
export function openApiIndex(kinds: readonly ApiKind[]): object {
  const roots = new Map(kinds.map(kind => [rootOf(kind), kind]));
  return {
    paths: Object.fromEntries(
      [...roots].map(([root, { group, version }]) => {
        const text = JSON.stringify(openApiDocument(kinds, group, version));
        const hash = createHash('sha256').update(text).digest('hex');
        return [
          root,
          { serverRelativeURL: `/openapi/v3/${root}?hash=${hash}` },
        ];
      }),
    ),
  };
}

/**
 * The addresses and parameters of one group and version, which is what
 * kubectl asks before it applies. Of the objects it knows the outer fields.
 */
export function openApiDocument(
  kinds: readonly ApiKind[],
  group: string,
  version: string,
): object | undefined {
  const served = kinds.filter(
    kind => kind.group === group && kind.version === version,
  );
  if (served.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.assign({}, ...served.map(pathsOf)),
    components: {
      schemas: Object.fromEntries(
        served.map(kind => [schemaName(kind), schemaOf(kind)]),
      ),
    },
  };
}

function pathsOf(kind: ApiKind): object {
  const namespace = kind.namespaced ? '/namespaces/{namespace}' : '';
  const collection = `/${rootOf(kind)}${namespace}/${kind.resource}`;
  return {
    [collection]: {
      get: operation(kind, 'list'),
      post: operation(kind, 'post', 'application/json'),
    },
    [`${collection}/{name}`]: {
      get: operation(kind, 'get'),
      put: operation(kind, 'put', 'application/json'),
      // No strategic merge patch: for that kubectl would need the merge keys
      // of every field, which it knows by itself for the built-in kinds.
      patch: operation(kind, 'patch', 'application/merge-patch+json'),
      delete: operation(kind, 'delete'),
    },
  };
}

function operation(kind: ApiKind, action: string, mediaType?: string): object {
  const { group, version } = kind;
  const reference = { $ref: `#/components/schemas/${schemaName(kind)}` };
  const content = { 'application/json': { schema: reference } };
  return {
    'x-kubernetes-action': action,
    [GVK]: { group, version, kind: kind.kind },
    ...(mediaType !== undefined && {
      parameters: WRITE_PARAMETERS,
      requestBody: {
        required: true,
        content: { [mediaType]: { schema: reference } },
      },
    }),
    responses: { 200: { description: 'OK', content } },
  };
}

function schemaOf(kind: ApiKind): object {
  const { group, version } = kind;
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
    [GVK]: [{ group, version, kind: kind.kind }],
    'x-kubernetes-preserve-unknown-fields': true,
  };
}

function schemaName({ group, version, kind }: ApiKind): string {
  return ['io.k8s.sample', group || 'core', version, kind].join('.');
}

function rootOf(kind: ApiKind): string {
  return kind.group ? `apis/${groupVersion(kind)}` : `api/${kind.version}`;
}
