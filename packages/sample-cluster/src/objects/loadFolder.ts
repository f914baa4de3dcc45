import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { LineCounter, parseAllDocuments } from 'yaml';
import { isObject, objectsOf } from '../json';
import { type KubeObject, identityProblem, objectKey } from './KubeObject';

/**
 * A part of the folder that could not be served.
 *
 * @public
 */
export interface FolderProblem {
  /** Relative to the folder, with forward slashes. */
  file: string;
  line?: number;
  message: string;
}

/** @public */
export interface LoadedFolder {
  objects: KubeObject[];
  problems: FolderProblem[];
}

/**
 * Reads every `.yaml`, `.yml` and `.json` file under a folder. A document
 * that cannot be read becomes a problem; the rest is served.
 */
export function loadFolder(folder: string): LoadedFolder {
  const loaded: LoadedFolder = { objects: [], problems: [] };
  const homes = new Map<string, string>();
  for (const path of filesUnder(folder)) {
    const file = relative(folder, path).split(sep).join('/');
    const { objects, problems } = parseManifests(readFileSync(path, 'utf8'));
    loaded.problems.push(...problems.map(problem => ({ file, ...problem })));
    for (const object of objects) {
      const key = objectKey(object);
      const home = homes.get(key);
      if (home === undefined) {
        homes.set(key, file);
        loaded.objects.push(object);
      } else {
        const message = `${key} is written twice; the one in ${home} is served`;
        loaded.problems.push({ file, message });
      }
    }
  }
  return loaded;
}

/** What the API server says at `/metrics`: the file `metrics.txt`, if there is one. */
export function loadMetrics(folder: string): string | undefined {
  const path = join(folder, 'metrics.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Reads the documents of one file, lists unfolded. */
export function parseManifests(text: string): {
  objects: KubeObject[];
  problems: { line?: number; message: string }[];
} {
  const lines = new LineCounter();
  const objects: KubeObject[] = [];
  const problems: { line?: number; message: string }[] = [];
  const documents = parseAllDocuments(text, { lineCounter: lines });
  for (const document of documents) {
    const [error] = document.errors;
    const line = lines.linePos(error?.pos[0] ?? document.range?.[0] ?? 0).line;
    if (error) {
      problems.push({ line, message: firstLine(error.message) });
      continue;
    }
    for (const value of unfold(document.toJS({ maxAliasCount: 1000 }))) {
      const message = isObject(value)
        ? identityProblem(value)
        : 'the document is not an object';
      if (message) problems.push({ line, message });
      else objects.push(value as KubeObject);
    }
  }
  return { objects, problems };
}

function unfold(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (isObject(value) && value.kind === 'List') return objectsOf(value.items);
  return [value];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return /\.(ya?ml|json)$/.test(entry.name) ? [path] : [];
    });
}

function firstLine(message: string): string {
  return message.split('\n')[0].replace(/:$/, '');
}
