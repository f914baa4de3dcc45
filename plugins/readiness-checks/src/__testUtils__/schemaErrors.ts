interface Model {
  new (value: unknown): { validate(): void };
}

const WORD = /^[A-Za-z0-9./-]+$/;

const models = new Map<string, Promise<Model | undefined>>();

function modelOf(apiVersion: string, kind: string) {
  const key = `${apiVersion}/${kind}`;
  const known =
    models.get(key) ??
    import(`kubernetes-models/${key}`).then(
      (module: Record<string, Model>) => module[kind],
      () => undefined,
    );
  models.set(key, known);
  return known;
}

/** What the schema of a built-in kind says against an object; none has no schema. */
export async function schemaErrors(
  object: unknown,
): Promise<readonly string[]> {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  const Found = WORD.test(apiVersion)
    ? await modelOf(apiVersion, kind)
    : undefined;
  if (!Found) return [];
  try {
    new Found(object).validate();
    return [];
  } catch (failure) {
    const { errors = [] } = failure as {
      errors?: readonly { instancePath: string; message?: string }[];
    };
    return errors.map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    );
  }
}
