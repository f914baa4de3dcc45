import { SAMPLE_PREFIX } from '../derive/DeriveContext';
import { type JsonObject, asObject, asString, asStrings, at } from '../json';
import type { ApiKind } from '../kinds/ApiKind';
import type { KubeObject } from '../objects/KubeObject';
import { mergePatch } from '../objects/mergePatch';
import { strategicMergePatch } from '../objects/strategicMerge';
import { findObject } from './findObject';
import {
  type Answer,
  badRequest,
  conflict,
  unsupportedMediaType,
} from './Status';
import {
  type WriteRequest,
  isDryRun,
  kindProblem,
  mediaTypeOf,
} from './WriteRequest';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/** Answers a PUT: the body takes the place of the object. */
export function replaceObject(
  request: WriteRequest,
  before: KubeObject,
  current: KubeObject,
): Answer {
  const { body } = request;
  const annotations = {
    ...steering(before),
    ...asStrings(at(body, 'metadata', 'annotations')),
  };
  return (
    kindProblem(request) ??
    write(request, before, current, {
      ...body,
      metadata: {
        ...asObject(body.metadata),
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
    })
  );
}

/** Answers a PATCH of a type that the kind understands. */
export function patchObject(
  request: WriteRequest,
  before: KubeObject,
  current: KubeObject,
): Answer {
  const { body } = request;
  const merged =
    mediaTypeOf(request) === STRATEGIC
      ? strategicMergePatch(before, body)
      : asObject(mergePatch(before, body));
  return write(request, before, current, merged);
}

/**
 * Refuses patches of other types, server-side apply among them; a custom
 * resource has no Go type to read merge keys from.
 */
export function patchTypeProblem(request: WriteRequest): Answer | undefined {
  const types = request.kind.custom ? [MERGE] : [MERGE, STRATEGIC];
  return types.includes(mediaTypeOf(request))
    ? undefined
    : unsupportedMediaType(types.join(', '));
}

function write(
  request: WriteRequest,
  before: KubeObject,
  current: KubeObject,
  after: JsonObject,
): Answer {
  const { source, writer, kind, body } = request;
  const { name, namespace } = current.metadata;
  const wanted = asString(at(body, 'metadata', 'resourceVersion'));
  if (wanted && wanted !== current.metadata.resourceVersion) {
    return conflict(kind, name);
  }
  const given = at(after, 'metadata', 'name');
  if (given !== name) {
    return badRequest(
      `the name of the object (${
        given ?? ''
      }) does not match the name on the URL (${name})`,
    );
  }
  const { uid, creationTimestamp } = before.metadata;
  const written = {
    ...withOldStatus(kind, before, after),
    metadata: { ...asObject(after.metadata), uid, creationTimestamp },
  } as unknown as KubeObject;
  if (isDryRun(request)) {
    return { status: 200, body: writer.preview(written) };
  }
  writer.replace(before, written);
  return { status: 200, body: findObject(source, kind, namespace, name) };
}

/** Whether the status is written at an address of its own. */
export function hasStatus(kind: ApiKind): boolean {
  return kind.subresources?.includes('status') ?? false;
}

function withOldStatus(
  kind: ApiKind,
  before: KubeObject,
  after: JsonObject,
): JsonObject {
  if (!hasStatus(kind)) return after;
  const { status: _ignored, ...rest } = after;
  return {
    ...rest,
    ...(before.status !== undefined && { status: before.status }),
  };
}

/** Annotations that steer the sample: nobody sees them, so nobody sends them. */
function steering(object: KubeObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asStrings(object.metadata.annotations)).filter(([key]) =>
      key.startsWith(SAMPLE_PREFIX),
    ),
  );
}
