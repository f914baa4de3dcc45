import { promises as fs } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isNamespacedManifest } from '@readiness/backstage-plugin-readiness-engine';
import { isMap, isSeq, type Node } from 'yaml';
import {
  FileFinder,
  folderOf,
  isKustomization,
  type ManifestFile,
} from './findFiles';
import { identityOf, type Manifest, type RawObject, titleOf } from './Manifest';
import { parseYaml, type YamlDocument } from './parseYaml';
import { Patches } from './Patches';
import type { Problem } from './Problem';

/** Bytes of one file. More than that is no manifest, and would fill the memory. */
const MAX_BYTES = 256 * 1024 * 1024;

const LIST = /^(\w*)List$/;

/** What was found under the paths of the command line. */
export interface ManifestSet {
  manifests: readonly Manifest[];
  problems: readonly Problem[];
  /** Files that were read. */
  files: number;
  /** What is no object of Kubernetes and was passed over, by what it is. */
  skipped: ReadonlyMap<string, number>;
  /** What people should know that is no fault of a file. */
  notes: readonly string[];
}

export interface ReadOptions {
  paths: readonly string[];
  stdin: AsyncIterable<Buffer | string>;
  cwd: string;
  /** Of objects that name none. */
  namespace: string;
  onProgress?(done: number, total: number): void;
}

const STDIN = '-';
const STDIN_NAME = '<stdin>';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads manifests from files and standard input into one set. */
export class ManifestReader {
  readonly #options: ReadOptions;
  readonly #manifests: Manifest[] = [];
  readonly #problems: Problem[] = [];
  readonly #skipped = new Map<string, number>();
  readonly #homes = new Map<string, Manifest>();
  readonly #patches = Patches.create();
  #files = 0;
  #same = 0;

  private constructor(options: ReadOptions) {
    this.#options = options;
  }

  static async read(options: ReadOptions): Promise<ManifestSet> {
    const reader = new ManifestReader(options);
    await reader.#readAll();
    return reader.#set();
  }

  async #readAll(): Promise<void> {
    const { paths, cwd, onProgress } = this.#options;
    if (paths.includes(STDIN)) await this.#readStdin();
    const found = await FileFinder.find(
      paths.filter(path => path !== STDIN),
      cwd,
    );
    this.#problems.push(...found.problems);
    const files = [...found.files].sort(
      // What kustomizations name as patches is known before they are read.
      (a, b) =>
        Number(isKustomization(b.name)) - Number(isKustomization(a.name)),
    );
    for (const [index, file] of files.entries()) {
      await this.#readFile(file);
      onProgress?.(index + 1, files.length);
    }
  }

  #set(): ManifestSet {
    const notes = [...this.#patches.notes()];
    if (this.#same > 0) {
      notes.push(`${this.#same} objects are there twice, word for word.`);
    }
    return {
      manifests: this.#manifests,
      problems: this.#problems,
      files: this.#files,
      skipped: this.#skipped,
      notes,
    };
  }

  async #readStdin(): Promise<void> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.#options.stdin) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.length;
      if (bytes > MAX_BYTES) return this.#tooLarge(STDIN_NAME);
      chunks.push(buffer);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    if (text.trim() === '') {
      this.#problems.push({ file: STDIN_NAME, message: 'it is empty' });
    }
    return this.#take(text, { path: STDIN, name: STDIN_NAME });
  }

  #tooLarge(file: string): void {
    this.#problems.push({
      file,
      message: `it is larger than ${MAX_BYTES / 1024 / 1024} MiB`,
    });
  }

  async #readFile(file: ManifestFile): Promise<void> {
    if (this.#patches.covers(file.name)) return;
    try {
      const { size } = await fs.stat(file.path);
      if (size > MAX_BYTES) this.#tooLarge(file.name);
      else this.#take(await fs.readFile(file.path, 'utf8'), file);
    } catch {
      this.#problems.push({ file: file.name, message: 'it cannot be read' });
    }
  }

  #take(text: string, file: ManifestFile): void {
    this.#files += 1;
    if (file.chart !== undefined && text.includes('{{')) {
      this.#problems.push({
        file: file.name,
        line: 1,
        column: 1,
        message: `it is a template of the Helm chart ${file.chart}: render it first, helm template RELEASE ${file.chart} | readiness scan -`,
      });
      return;
    }
    const { documents, problems } = parseYaml(text, file.name);
    this.#problems.push(...problems);
    for (const document of documents) {
      if (isKustomization(file.name)) {
        this.#patches.take(document.value, folderOf(file.name));
      }
      this.#unfold(document.value, document.node, document, file.name);
    }
  }

  #skip(what: string): void {
    this.#skipped.set(what, (this.#skipped.get(what) ?? 0) + 1);
  }

  /** Lists are what they hold, also lists of lists. */
  #unfold(
    value: unknown,
    node: Node | null,
    { lines }: YamlDocument,
    file: string,
  ): void {
    if (value === null || value === undefined || !node) return;
    if (
      !isObject(value) ||
      typeof value.apiVersion !== 'string' ||
      typeof value.kind !== 'string'
    ) {
      this.#skip('not an object of Kubernetes');
      return;
    }
    const [, itemKind] = LIST.exec(value.kind) ?? [];
    if (itemKind !== undefined && Array.isArray(value.items)) {
      const items = isMap(node) ? node.get('items', true) : undefined;
      value.items.forEach((item, index) => {
        const at = isSeq(items) ? (items.items[index] as Node) : node;
        // In a DeploymentList the items need not say what they are.
        const typed =
          isObject(item) && itemKind !== ''
            ? { apiVersion: value.apiVersion, kind: itemKind, ...item }
            : item;
        this.#unfold(typed, at, { value: typed, node: at, lines }, file);
      });
      return;
    }
    this.#add(value as Record<string, unknown> & RawObject, node, lines, file);
  }

  #add(
    value: Record<string, unknown> & RawObject,
    node: Node,
    lines: Manifest['lines'],
    file: string,
  ): void {
    const metadata: Record<string, unknown> = isObject(value.metadata)
      ? value.metadata
      : {};
    const isNamespaced = isNamespacedManifest(value);
    const { namespace, ...rest } = metadata;
    const raw = {
      ...value,
      metadata: {
        ...rest,
        // The API server makes up the end of such a name.
        name: rest.name ?? rest.generateName,
        ...(isNamespaced !== false && {
          namespace: namespace ?? this.#options.namespace,
        }),
      },
    };
    const manifest = { file, raw, node, lines };
    const identity = identityOf(raw);
    // One without a name is malformed; another is not the same object.
    const home = raw.metadata.name ? this.#homes.get(identity) : undefined;
    if (!home) {
      this.#homes.set(identity, manifest);
      this.#manifests.push(manifest);
    } else if (isDeepStrictEqual(home.raw, raw)) {
      this.#same += 1;
    } else {
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      this.#problems.push({
        file,
        line,
        column: col,
        message: `${titleOf(raw)} is also in ${
          home.file
        }, otherwise: that one is judged. Scan what belongs together, e.g. one overlay.`,
      });
    }
  }
}
