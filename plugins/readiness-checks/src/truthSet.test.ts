import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasRecording } from './__fixtures__/recorded';
import { scanLabelled } from './__testUtils__/truth/scanLabelled';
import {
  compare,
  type Comparison,
  type Labelled,
  LABELLED,
  labelsOf,
  precision,
  recall,
} from './__testUtils__/truth/truthSet';
import { builtInChecks } from './builtInChecks';

const PAGE = resolve(__dirname, '../../../docs/comparison.md');
const CHECKS = builtInChecks.map(({ id }) => id);

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const list = (names: readonly string[]) =>
  names.length === 0 ? '' : names.map(name => `\`${name}\``).join(', ');

/** The numbers as docs/comparison.md shows them, between its markers. */
function table(cluster: Labelled, rows: readonly Comparison[]): string {
  const lines = rows.map(
    row =>
      `| \`${row.check}\` | ${row.right + row.missed.length} | ${
        row.right
      } | ${list(row.wrong)} | ${list(row.missed)} |`,
  );
  return [
    `<!-- ${cluster} -->`,
    '',
    `Precision ${percent(precision(rows))}, recall ${percent(recall(rows))}.`,
    '',
    '| check | faults | found | claimed wrongly | missed |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `<!-- /${cluster} -->`,
  ].join('\n');
}

/** Without the padding that makes the tables readable. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{2,}/g, '-');

function section(page: string, cluster: Labelled): string {
  const from = page.indexOf(`<!-- ${cluster} -->`);
  const end = `<!-- /${cluster} -->`;
  return from < 0 ? '' : page.slice(from, page.indexOf(end) + end.length);
}

const clusters = LABELLED.filter(
  cluster => cluster !== 'recorded' || hasRecording,
);

describe('truth set', () => {
  const compared = new Map<Labelled, readonly Comparison[]>();

  beforeAll(async () => {
    for (const cluster of clusters) {
      const { verdicts } = await scanLabelled(cluster);
      compared.set(cluster, compare(CHECKS, verdicts, labelsOf(cluster)));
    }
  });

  const all = () => [...compared.values()].flat();

  it('labels checks that exist', () => {
    for (const cluster of LABELLED) {
      expect(CHECKS).toEqual(
        expect.arrayContaining(Object.keys(labelsOf(cluster))),
      );
    }
  });

  it('bears out every critical claim', () => {
    expect(all().flatMap(({ wrongCritical }) => wrongCritical)).toEqual([]);
  });

  it('bears out at least 98 % of all claims', () => {
    expect(precision(all())).toBeGreaterThanOrEqual(0.98);
  });

  it('holds at most 2 % of faults that no check claims', () => {
    expect(recall(all())).toBeGreaterThanOrEqual(0.98);
  });

  it.each(clusters)('is what docs/comparison.md says of %s', cluster => {
    const page = readFileSync(PAGE, 'utf8');
    const wanted = table(cluster, compared.get(cluster) ?? []);
    if (process.env.WRITE_COMPARISON) {
      writeFileSync(
        PAGE,
        page.replace(section(page, cluster), () => wanted),
      );
      return;
    }
    expect(plain(section(page, cluster))).toBe(plain(wanted));
  });
});
