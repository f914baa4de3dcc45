import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const PLACE = 'shared/data/recorded-cluster';

/** The recording lies beside the project, where it is there at all. */
function findRecording(from: string): string | undefined {
  const place = resolve(from, PLACE);
  if (existsSync(place)) return place;
  const parent = dirname(from);
  return parent === from ? undefined : findRecording(parent);
}

const found = findRecording(process.cwd());

export const hasRecording = found !== undefined;

/** The folder of the recording; tests skip where there is none. */
export const RECORDING = found ?? PLACE;

interface ObjectList {
  apiVersion: string;
  kind: string;
  items?: readonly Record<string, unknown>[] | null;
}

const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A merge patch: objects merge, everything else is replaced, `null` deletes. */
export function patched(
  object: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const result = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    const before = result[key];
    if (value === null) delete result[key];
    else
      result[key] =
        plain(value) && plain(before) ? patched(before, value) : value;
  }
  return result;
}

/** The recorded objects of a list, each with its apiVersion and kind. */
export function recordedList(file: string): readonly Record<string, unknown>[] {
  const list: ObjectList = JSON.parse(
    readFileSync(resolve(RECORDING, 'lists', `${file}.json`), 'utf8'),
  );
  const kind = list.kind.replace(/List$/, '');
  return (list.items ?? []).map(item => ({
    apiVersion: list.apiVersion,
    kind,
    ...item,
  }));
}

/** One recorded object. @throws where it is not in the list. */
export function recorded(
  file: string,
  name: string,
  patch: Record<string, unknown> = {},
): Record<string, unknown> {
  const object = recordedList(file).find(
    ({ metadata }) => plain(metadata) && metadata.name === name,
  );
  if (!object) throw new Error(`${file} has no ${name}`);
  return patched(object, patch);
}

export const recordedFiles = (): readonly string[] =>
  readdirSync(resolve(RECORDING, 'lists')).map(name =>
    name.replace(/\.json$/, ''),
  );
