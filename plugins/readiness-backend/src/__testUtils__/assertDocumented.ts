import { openapiDocument } from '@readiness/backstage-plugin-readiness-common';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';

interface Operation {
  responses: Record<
    string,
    { content?: Record<string, { schema: object }> } | undefined
  >;
}

const paths = openapiDocument.paths as unknown as Record<
  string,
  Record<string, Operation | undefined>
>;

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ ...openapiDocument, $id: 'api' } as object, 'api');

/** `$ref`s of the document, made absolute. */
function absolute(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/', '"api#/'),
  ) as object;
}

function templateOf(path: string): string | undefined {
  return Object.keys(paths).find(template =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  );
}

/** Throws unless the document says that this answer may come. */
export function assertDocumented(
  method: string,
  url: string,
  status: number,
  body: unknown,
): void {
  if (status >= 400) return;
  const template = templateOf(url.split('?')[0]);
  const operation = template && paths[template][method];
  if (!operation) throw new Error(`${method} ${url} is not in the document`);
  const schema =
    operation.responses[status]?.content?.['application/json']?.schema;
  if (!schema) {
    throw new Error(`${method} ${template}: ${status} is not in the document`);
  }
  const validate = ajv.compile(absolute(schema));
  if (!validate(body)) {
    throw new Error(
      `${method} ${template}: ${ajv.errorsText(validate.errors)}`,
    );
  }
}
