import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFolder } from './loadFolder';

describe('loadFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sample-'));
    mkdirSync(join(folder, 'shop'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (file: string, text: string) =>
    writeFileSync(join(folder, file), text);

  it('reads documents and lists of all files', () => {
    write('shop/a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n');
    write(
      'b.yml',
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n---\n# nothing\n',
    );
    write('notes.txt', 'not: yaml: at all');
    const { objects, problems } = loadFolder(folder);
    expect(objects.map(object => object.metadata.name).sort()).toEqual([
      'a',
      'b',
    ]);
    expect(problems).toEqual([]);
  });

  it('names file and line of a syntax error and keeps the rest', () => {
    write('shop/bad.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: [oops\n');
    write('good.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n');
    const { objects, problems } = loadFolder(folder);
    expect(objects).toHaveLength(1);
    expect(problems).toEqual([
      { file: 'shop/bad.yaml', line: 4, message: expect.any(String) },
    ]);
  });

  it('keeps the good documents of a file with a nameless one', () => {
    write(
      'mixed.yaml',
      'kind: Pod\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\njust text\n',
    );
    const { objects, problems } = loadFolder(folder);
    expect(objects).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([
      'apiVersion is missing',
      'the document is not an object',
    ]);
  });

  it('serves the first of two equal objects and says so', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}\n';
    write('1.yaml', pod);
    write('2.yaml', pod);
    const { objects, problems } = loadFolder(folder);
    expect(objects).toHaveLength(1);
    expect(problems).toEqual([
      {
        file: '2.yaml',
        message: '/Pod/n/a is written twice; the one in 1.yaml is served',
      },
    ]);
  });
});
