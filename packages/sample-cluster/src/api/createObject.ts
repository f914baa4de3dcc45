import { asObject, asString } from '../json';
import { groupVersion } from '../kinds/ApiKind';
import { type KubeObject, identityProblem } from '../objects/KubeObject';
import { RBAC_GROUP } from '../rbac/aggregateRules';
import { hasStatus } from './changeObject';
import { findObject } from './findObject';
import {
  type Answer,
  alreadyExists,
  badRequest,
  invalid,
  methodNotAllowed,
  notFound,
} from './Status';
import { type WriteRequest, isDryRun, kindProblem } from './WriteRequest';

const DNS_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** Answers a POST to a collection. */
export function createObject(request: WriteRequest): Answer {
  const { source, writer, kind, path, body } = request;
  if (kind.namespaced && path.namespace === undefined) {
    return methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  const problem = kindProblem(request) ?? namespaceProblem(request);
  if (problem) return problem;
  const { status: _ignored, ...rest } = body;
  const object = {
    ...(hasStatus(kind) ? rest : body),
    apiVersion: groupVersion(kind),
    kind: kind.kind,
    metadata: {
      ...asObject(body.metadata),
      ...(path.namespace !== undefined && { namespace: path.namespace }),
    },
  } as unknown as KubeObject;
  if (!asString(object.metadata.generateName)) {
    const missing = identityProblem(object);
    if (missing) return badRequest(missing);
  }
  const draft = writer.draft(object);
  const { name } = draft.metadata;
  if (kind.group !== RBAC_GROUP && !DNS_NAME.test(name)) {
    return invalid(
      kind,
      name,
      `metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain is expected`,
    );
  }
  if (findObject(source, kind, path.namespace, name)) {
    return alreadyExists(kind, name);
  }
  if (isDryRun(request)) {
    return { status: 201, body: writer.preview(draft) };
  }
  writer.create(draft);
  return {
    status: 201,
    body: findObject(source, kind, path.namespace, name),
  };
}

/** The namespace has to be the one of the address, and to exist. */
function namespaceProblem({
  source,
  path,
  body,
}: WriteRequest): Answer | undefined {
  const given = asObject(body.metadata).namespace;
  if (given !== undefined && given !== path.namespace) {
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const namespaces = source.find('', 'v1', 'namespaces');
  // Objects in memory may come without their namespaces.
  if (!namespaces || source.list(namespaces).length === 0) return undefined;
  return path.namespace === undefined ||
    findObject(source, namespaces, undefined, path.namespace)
    ? undefined
    : notFound(namespaces, path.namespace);
}
