import { type JsonObject, asObject, objectsOf } from '../json';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import type { KubeObject } from '../objects/KubeObject';
import { tableOf } from '../tables/tableOf';
import type { Conversion, Representation } from './negotiate';
import { badRequest, type Answer } from './Status';

const META = 'meta.k8s.io/v1';

/** What a client gets of an object where it asks for a table. */
const ROW_OBJECTS = ['None', 'Metadata', 'Object'] as const;
type RowObject = (typeof ROW_OBJECTS)[number];

/** How the objects of an answer are to be shown. */
export interface View {
  kind: ApiKind;
  as: Representation;
  rowObject: RowObject;
  /** Epoch ms. */
  now: number;
}

/** What may be asked for in place of a list, an object, a watch. */
export const OFFERS: Readonly<
  Record<'list' | 'get' | 'watch', readonly Conversion[]>
> = {
  list: ['PartialObjectMetadataList', 'Table'],
  get: ['PartialObjectMetadata', 'Table'],
  // Clients send the name of the list here, too.
  watch: ['PartialObjectMetadata', 'PartialObjectMetadataList', 'Table'],
};

/** Reads `includeObject`; undefined for a value that the API does not know. */
export function rowObjectOf(query: URLSearchParams): RowObject | undefined {
  const text = query.get('includeObject') || 'Metadata';
  return ROW_OBJECTS.find(one => one === text);
}

export const unknownRowObject = (query: URLSearchParams): Answer =>
  badRequest(
    `includeObject: Unsupported value: "${query.get(
      'includeObject',
    )}": supported values: "Metadata", "None", "Object"`,
  );

/** The body of a list, in the form that the client asked for. */
export function representList(view: View, body: JsonObject): JsonObject {
  if (view.as === 'object') return body;
  // Items of built-in kinds come without kind and apiVersion.
  const items = objectsOf(body.items).map(item => whole(view.kind, item));
  const metadata = asObject(body.metadata);
  if (view.as === 'Table') return table(view, items, metadata, true);
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: META,
    metadata,
    items: items.map(partial),
  };
}

/**
 * One object in the form that the client asked for. `first` is false for all
 * but the first event of a watch.
 */
export function representObject(
  view: View,
  object: KubeObject,
  first = true,
): JsonObject {
  if (view.as === 'object') return object;
  if (view.as !== 'Table') return partial(object);
  const { resourceVersion } = object.metadata;
  return table(view, [object], { resourceVersion }, first);
}

/** How far a watch has come, in the form of its other events. */
export function representBookmark(view: View, metadata: object): JsonObject {
  if (view.as === 'Table') return table(view, [], metadata, false);
  return view.as === 'object'
    ? {
        kind: view.kind.kind,
        apiVersion: groupVersion(view.kind),
        metadata,
      }
    : { kind: 'PartialObjectMetadata', apiVersion: META, metadata };
}

function table(
  view: View,
  objects: readonly KubeObject[],
  metadata: object,
  withColumns: boolean,
): JsonObject {
  return tableOf(view.kind, objects, {
    now: view.now,
    metadata,
    withColumns,
    rowObject: object =>
      ({ None: null, Metadata: partial(object), Object: object }[
        view.rowObject
      ]),
  });
}

function partial(object: KubeObject): JsonObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: META,
    metadata: object.metadata,
  };
}

function whole(kind: ApiKind, item: JsonObject): KubeObject {
  return {
    kind: kind.kind,
    apiVersion: groupVersion(kind),
    ...item,
  } as unknown as KubeObject;
}
