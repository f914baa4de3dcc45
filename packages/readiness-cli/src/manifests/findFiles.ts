import { promises as fs } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from './Problem';

/** A file to read, and what its folder says of it. */
export interface ManifestFile {
  path: string;
  /** For people: relative to where the command was called, with slashes. */
  name: string;
  /** It lies among the templates of this Helm chart. */
  chart?: string;
}

const MANIFEST = /\.(ya?ml|json)$/i;
const SKIPPED = /^(\..+|node_modules)$/;

/** What a chart holds beside its templates is no manifest. */
const OF_A_CHART = /^(Chart\.(ya?ml|lock)|values[^/]*\.(ya?ml|json))$/;

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  switch (code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'ELOOP':
      return 'its symbolic links lead round in a circle';
    default:
      return typeof code === 'string'
        ? `it cannot be read (${code})`
        : 'it cannot be read';
  }
}

/** Finds manifests under files and folders; every real folder is entered once. */
export class FileFinder {
  readonly #cwd: string;
  readonly #files: ManifestFile[] = [];
  readonly #problems: Problem[] = [];
  readonly #entered = new Set<string>();
  readonly #found = new Set<string>();

  private constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** A path that cannot be read is a problem and stops nothing. */
  static async find(
    paths: readonly string[],
    cwd: string,
  ): Promise<{ files: readonly ManifestFile[]; problems: readonly Problem[] }> {
    const finder = new FileFinder(cwd);
    for (const path of paths) {
      await finder.#visit(resolve(cwd, path), undefined, true);
    }
    return { files: finder.#files, problems: finder.#problems };
  }

  #nameOf(path: string): string {
    const name = relative(this.#cwd, path);
    return (name.startsWith('..') ? path : name || '.').split(sep).join('/');
  }

  async #visit(path: string, chart: string | undefined, named: boolean) {
    try {
      const real = await fs.realpath(path);
      const stats = await fs.stat(real);
      if (stats.isDirectory()) {
        if (this.#entered.has(real)) return;
        this.#entered.add(real);
        await this.#enter(path, chart);
      } else if (stats.isFile()) {
        if (this.#found.has(real)) return;
        this.#found.add(real);
        this.#files.push({
          path,
          name: this.#nameOf(path),
          ...(chart !== undefined && { chart }),
        });
      } else if (named) {
        throw Object.assign(new Error(), { code: 'not a file' });
      }
    } catch (error) {
      this.#problems.push({ file: this.#nameOf(path), message: codeOf(error) });
    }
  }

  async #enter(folder: string, chartAbove: string | undefined) {
    const names = (await fs.readdir(folder)).sort();
    const isChart = names.some(name => name === 'Chart.yaml');
    for (const name of names) {
      if (SKIPPED.test(name)) continue;
      if (isChart && OF_A_CHART.test(name)) continue;
      const path = join(folder, name);
      const isTemplates = isChart && name === 'templates';
      const chart = isTemplates ? this.#nameOf(folder) : chartAbove;
      const isFolder = await fs.stat(path).then(
        stats => stats.isDirectory(),
        () => MANIFEST.test(name),
      );
      if (isFolder || MANIFEST.test(name)) {
        await this.#visit(path, chart, false);
      }
    }
  }
}

export const isKustomization = (name: string) =>
  /^kustomization(\.ya?ml)?$/i.test(basename(name));

export const folderOf = (name: string) => dirname(name);
