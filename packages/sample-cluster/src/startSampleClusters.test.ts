import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSampleClusters } from './startSampleClusters';

describe('startSampleClusters', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clusters-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('starts despite a syntax error, tells it and lists it', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'a: [1\nb: 2\n');
    const lines: string[] = [];
    const running = await startSampleClusters({
      clusters: [{ name: 'test', port: 0, folder }],
      warn: line => lines.push(line),
    });
    const [cluster] = running.clusters;
    const response = await fetch(`${cluster.url}/__sample/problems`);
    const problems = await response.json();
    await running.close();
    expect(lines).toEqual([
      expect.stringMatching(/^test: bad\.yaml:2: .+; not served$/),
    ]);
    expect(problems).toEqual([
      { file: 'bad.yaml', line: 2, message: expect.any(String) },
    ]);
  });

  it('leaves nothing listening when one of them fails', async () => {
    const first = await startSampleClusters({
      clusters: [{ name: 'a', port: 0, folder }],
    });
    const [{ port }] = first.clusters;
    await first.close();
    await expect(
      startSampleClusters({
        clusters: [
          { name: 'a', port, folder },
          { name: 'b', port: 0, folder: join(folder, 'missing') },
        ],
      }),
    ).rejects.toThrow('is not a folder');
    const again = await startSampleClusters({
      clusters: [{ name: 'a', port, folder }],
    });
    await again.close();
  });
});
