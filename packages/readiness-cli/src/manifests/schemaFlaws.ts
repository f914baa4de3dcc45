import { groupOf, type Manifest } from './Manifest';

/** Groups that Kubernetes itself serves; others have no schema here. */
const BUILT_IN = /^$|^(apps|batch|policy|autoscaling)$|\.k8s\.io$/;
const WORD = /^[A-Za-z0-9.-]+$/;

interface SchemaError {
  instancePath: string;
  keyword: string;
  message?: string;
  params?: Record<string, unknown>;
}

type Validate = ((value: unknown) => boolean) & {
  errors?: readonly SchemaError[] | null;
};

/** Modules of the schemas are found by the names that an API server uses. */
async function schemaOf(
  apiVersion: string,
  kind: string,
): Promise<Validate | undefined> {
  const group = groupOf(apiVersion);
  const known =
    BUILT_IN.test(group) &&
    WORD.test(kind) &&
    apiVersion.split('/').every(part => WORD.test(part) && !/^\.+$/.test(part));
  if (!known) return undefined;
  try {
    const module = await import(`kubernetes-models/${apiVersion}/${kind}`);
    const model = module[kind] ?? module.default?.[kind];
    return typeof model === 'function' ? validatorOf(model) : undefined;
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

/** No module for the kind: it is newer than the schemas, or there is none. */
function isMissing(failure: unknown): boolean {
  const { code } = (failure ?? {}) as { code?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

function validatorOf(
  Model: new (value: unknown) => { validate(): void },
): Validate {
  const validate: Validate = value => {
    validate.errors = undefined;
    try {
      new Model(value).validate();
      return true;
    } catch (failure) {
      const { errors } = (failure ?? {}) as { errors?: unknown };
      validate.errors = Array.isArray(errors) ? errors : [];
      return false;
    }
  };
  return validate;
}

/** `/spec/containers/0/image` → `spec.containers[0].image`. */
function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(
      (path, part) =>
        /^\d+$/.test(part)
          ? `${path}[${part}]`
          : `${path}${path === '' ? '' : '.'}${part}`,
      '',
    );
}

/** What is wrong, without the value: that may be a secret in the wrong place. */
function sentence({ keyword, message, params }: SchemaError): string {
  if (keyword === 'required') return `lacks ${params?.missingProperty}`;
  return keyword === 'oneOf' || keyword === 'anyOf'
    ? 'is not of a type that the schema allows'
    : message ?? 'is not what the schema says';
}

export interface SchemaFlaw {
  field: string;
  message: string;
}

/**
 * What an API server would refuse, by the position of the manifest: types and
 * required fields of built-in kinds, and the form of quantities.
 */
export async function schemaFlaws(
  manifests: readonly Manifest[],
): Promise<ReadonlyMap<number, SchemaFlaw>> {
  const validators = new Map<string, Validate | undefined>();
  const flaws = new Map<number, SchemaFlaw>();
  for (const [index, { raw }] of manifests.entries()) {
    const { apiVersion, kind } = raw;
    const key = `${apiVersion}/${kind}`;
    if (!validators.has(key)) {
      validators.set(key, await schemaOf(apiVersion, kind));
    }
    const validate = validators.get(key);
    if (!validate || validate(raw)) continue;
    const [first] = validate.errors ?? [];
    flaws.set(
      index,
      first
        ? {
            field: fieldOf(first.instancePath) || kind,
            message: sentence(first),
          }
        : { field: kind, message: 'is not what its schema says' },
    );
  }
  return flaws;
}
