import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  Cluster,
  Finding,
  Scan,
} from '@readiness/backstage-plugin-readiness-common';
import {
  type ListeningCluster,
  type SampleCluster,
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  createSampleCluster,
} from '@readiness/sample-cluster';
import { BackendProcess } from './stack/BackendProcess';
import { eventually } from './stack/eventually';
import { SAMPLE_FOLDER } from './stack/root';

const CLUSTERS = join(SAMPLE_FOLDER, 'clusters');
const NAMES = ['prod-eu', 'staging-eu'] as const;
/** How long a dead process may hold its scan and its scheduler's ticket. */
const LEASE_MS = 240_000;

async function allFindings(backend: BackendProcess): Promise<Finding[]> {
  const findings: Finding[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: Finding[]; nextCursor?: string } =
      await backend.request(
        `/findings?limit=500${
          cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
        }`,
      );
    findings.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return findings;
}

/** What must not change when a scan is interrupted. */
function identity(findings: readonly Finding[]): string[] {
  return findings
    .map(({ id, state, severity, firstSeen }) =>
      [id, state, severity, firstSeen].join(' '),
    )
    .sort();
}

describe('A scan that is killed', () => {
  const samples: SampleCluster[] = [];
  const listening: ListeningCluster[] = [];
  let backend: BackendProcess;

  const settled = (name: string) =>
    eventually(`a finished scan of ${name}`, async () => {
      const { items } = await backend.request<{ items: Cluster[] }>(
        '/clusters',
      );
      const cluster = items.find(item => item.name === name);
      const status = cluster?.lastScan?.status;
      return (status === 'completed' || status === 'partial') && cluster;
    });

  async function scanToEnd(): Promise<string> {
    const { id } = await backend.request<{ id: string }>(
      '/clusters/prod-eu/scans',
      { method: 'POST' },
    );
    await eventually(
      'a scan to finish',
      async () => {
        const { status } = await backend.request<Scan>(`/scans/${id}`);
        return status === 'completed' || status === 'partial';
      },
      LEASE_MS,
    );
    return id;
  }

  before(async () => {
    for (const name of NAMES) {
      const sample = createSampleCluster({
        name,
        folder: join(CLUSTERS, name),
      });
      samples.push(sample);
      listening.push(await sample.listen(0));
    }
    backend = await BackendProcess.create({
      clusters: listening.map(({ url }, index) => ({
        name: NAMES[index],
        url,
        token: SAMPLE_TOKENS.scanner,
      })),
      readiness: {
        schedule: {
          frequency: { minutes: 30 },
          timeout: { seconds: 30 },
          initialDelay: { seconds: 15 },
        },
      },
    });
    await backend.start();
  });

  after(async () => {
    await backend?.dispose();
    await Promise.all(listening.map(server => server.close()));
  });

  it('leaves no doubled and no lost finding', async () => {
    for (const name of NAMES) await settled(name);
    // What the staging cluster restored is proof for this one as well.
    await scanToEnd();
    const calm = await allFindings(backend);
    assert.ok(calm.length > 20, `only ${calm.length} findings to compare`);

    samples[0].addFault({ delayMs: 400 });
    const { id } = await backend.request<{ id: string }>(
      '/clusters/prod-eu/scans',
      { method: 'POST' },
    );
    await eventually('the scan to be under way', async () => {
      const scan = await backend.request<Scan>(`/scans/${id}`);
      return scan.status === 'running' && scan.progress > 0;
    });
    await backend.kill();
    samples[0].reset();
    await backend.start();

    const during = await allFindings(backend);
    assert.deepEqual(identity(during), identity(calm));

    await eventually(
      'the killed scan to be closed as failed',
      async () => {
        const scan = await backend.request<Scan>(`/scans/${id}`);
        return scan.status === 'failed';
      },
      LEASE_MS,
    );
    const next = await scanToEnd();
    assert.notEqual(next, id);
    const again = await allFindings(backend);
    assert.deepEqual(identity(again), identity(calm));
    assert.equal(new Set(again.map(finding => finding.id)).size, again.length);
  });

  it('has asked the clusters for nothing but GET', () => {
    for (const sample of samples) {
      const scanner = sample.requests.filter(
        ({ user }) => user === SAMPLE_USER_NAMES.scanner,
      );
      assert.ok(scanner.length > 20, 'the scanner has read the cluster');
      assert.deepEqual(
        [...new Set(scanner.map(({ method }) => method))],
        ['GET'],
      );
    }
  });

  it('keeps planted values out of the database, the log and the answers', async () => {
    const planted = /CANARY-[\w-]+/;
    const answers = JSON.stringify([
      await allFindings(backend),
      await backend.request('/clusters'),
      await backend.request('/clusters/prod-eu'),
      await backend.request('/clusters/prod-eu/matching'),
      await backend.request('/roadmap'),
      await backend.request('/evidence'),
    ]);
    assert.doesNotMatch(answers, planted);
    assert.doesNotMatch(backend.log, planted);
    await backend.kill();
    for (const { name, content } of await backend.databaseFiles()) {
      assert.equal(content.indexOf('CANARY-'), -1, `${name} holds a value`);
    }
  });
});
