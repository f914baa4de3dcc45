// Everything that is derived from one source and committed: run after a change
// of the source; CI runs it with --check.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { parse } from 'yaml';
import { configurationPage } from './configuration.mjs';

const check = process.argv.includes('--check');
const root = new URL('../', import.meta.url);
const schema = new URL('plugins/readiness-common/src/schema/', root);
const HEADER =
  '// Generated from openapi.yaml by `yarn generate`. Change the source.\n';

const style = await prettier.resolveConfig(fileURLToPath(root));
const format = (text, parser) => prettier.format(text, { ...style, parser });

async function emit(target, text) {
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current === text) return;
  if (check) {
    console.error(
      `${fileURLToPath(target)} is not up to date: run yarn generate`,
    );
    process.exitCode = 1;
    return;
  }
  await writeFile(target, text);
}

const yaml = await readFile(new URL('openapi.yaml', schema), 'utf8');
const document = parse(yaml);
const types = astToString(
  await openapiTS(yaml, { alphabetize: false, rootTypes: false }),
);
await emit(
  new URL('openapi.generated.ts', schema),
  `${HEADER}/* eslint-disable */\n${types}`,
);
await emit(
  new URL('openapiDocument.generated.ts', schema),
  `${HEADER}/* eslint-disable */\n/** The OpenAPI document of the plugin. @public */\nexport const openapiDocument: Record<string, any> = ${JSON.stringify(
    document,
    null,
    2,
  )};\n`,
);

const { rbac, checkPages, checksNav, checksPage } = await tsImport(
  './documents.ts',
  import.meta.url,
);
await emit(new URL('deploy/rbac.yaml', root), format(rbac(), 'yaml'));
await emit(new URL('docs/checks.md', root), format(checksPage(), 'markdown'));

const pages = checkPages();
const pagesFolder = new URL('docs/checks/', root);
await mkdir(pagesFolder, { recursive: true });
for (const [name, text] of pages) {
  await emit(new URL(name, pagesFolder), format(text, 'markdown'));
}
// A check that was renamed or taken out leaves no page behind.
for (const name of await readdir(pagesFolder)) {
  if (pages.has(name)) continue;
  if (check) {
    console.error(`docs/checks/${name} is of no check: run yarn generate`);
    process.exitCode = 1;
  } else {
    await rm(new URL(name, pagesFolder));
  }
}
const mkdocs = new URL('mkdocs.yml', root);
const nav = await readFile(mkdocs, 'utf8');
await emit(
  mkdocs,
  nav.replace(
    /(  # checks: generated\n)[^]*(  # end of checks\n)/,
    (_, from, to) => `${from}${checksNav()}${to}`,
  ),
);

await emit(
  new URL('docs/configuration.md', root),
  format(configurationPage(root), 'markdown'),
);
