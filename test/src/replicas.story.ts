import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  Finding,
  Roadmap,
  Task,
  TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import {
  type ListeningCluster,
  type SampleCluster,
  SAMPLE_TOKENS,
  createSampleCluster,
} from '@readiness/sample-cluster';
import { BackendProcess, RefusedError } from './stack/BackendProcess';
import { eventually } from './stack/eventually';
import { PostgresDatabase } from './stack/PostgresDatabase';
import { SAMPLE_FOLDER } from './stack/root';

const CLUSTERS = join(SAMPLE_FOLDER, 'clusters');
const NAMES = ['prod-eu', 'staging-eu'] as const;
const ROUNDS = 10;

const SERVER = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

interface Answer<T> {
  status: number;
  body: T;
}

const patch = (fields: object): RequestInit => ({
  method: 'PATCH',
  body: JSON.stringify(fields),
});
const post = (fields?: object): RequestInit => ({
  method: 'POST',
  ...(fields && { body: JSON.stringify(fields) }),
});

/** The answer of a replica, refusals included. */
async function answerOf<T>(
  replica: BackendProcess,
  path: string,
  init?: RequestInit,
): Promise<Answer<T>> {
  try {
    return { status: 200, body: await replica.request<T>(path, init) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { status: error.status, body: JSON.parse(error.body) };
  }
}

const sorted = (answers: readonly Answer<unknown>[]) =>
  answers.map(({ status }) => status).sort();

describe('Two replicas on one PostgreSQL', () => {
  const samples: SampleCluster[] = [];
  const listening: ListeningCluster[] = [];
  const replicas: BackendProcess[] = [];
  let database: PostgresDatabase;

  /** The same request to both replicas at once. */
  const both = <T>(path: string, init: (replica: number) => RequestInit) =>
    Promise.all(
      replicas.map((replica, index) => answerOf<T>(replica, path, init(index))),
    );

  const scansOf = (cluster: string) =>
    database
      .knex('scan_runs')
      .where({ cluster })
      .orderBy('requested_at')
      .select('id', 'status', 'claimed_by');

  async function openTasks(): Promise<Task[]> {
    const { weeks, next, later } = await replicas[0].request<Roadmap>(
      '/roadmap',
    );
    return [...weeks.flatMap(({ tasks }) => tasks), ...next, ...later];
  }

  before(async () => {
    assert.ok(SERVER, 'the environment names no PostgreSQL');
    database = await PostgresDatabase.create(SERVER);
    for (const name of NAMES) {
      const sample = createSampleCluster({
        name,
        folder: join(CLUSTERS, name),
      });
      samples.push(sample);
      listening.push(await sample.listen(0));
    }
    for (let index = 0; index < 2; index++) {
      const replica = await BackendProcess.create({
        clusters: listening.map(({ url }, at) => ({
          name: NAMES[at],
          url,
          token: SAMPLE_TOKENS.scanner,
        })),
        postgresUrl: database.url,
        readiness: {
          schedule: {
            frequency: { minutes: 30 },
            timeout: { minutes: 2 },
            // Both are up before the first round.
            initialDelay: { seconds: 45 },
          },
        },
      });
      replicas.push(replica);
      await replica.start();
    }
  });

  after(async () => {
    await Promise.all(replicas.map(replica => replica.dispose()));
    await Promise.all(listening.map(server => server.close()));
    await database?.dispose();
  });

  it('scan every cluster once a round', async () => {
    for (const name of NAMES) {
      await eventually(
        `a finished scan of ${name}`,
        async () => {
          const runs = await scansOf(name);
          return runs.some(({ status }) =>
            ['completed', 'partial'].includes(status),
          );
        },
        120_000,
      );
      const runs = await scansOf(name);
      assert.equal(runs.length, 1, `${name} was scanned ${runs.length} times`);
    }
  });

  it('answer alike', async () => {
    const [one, two] = await both<{ items: Finding[]; totalItems: number }>(
      '/findings?limit=500',
      () => ({}),
    );
    assert.ok(one.body.totalItems > 20);
    assert.deepEqual(
      one.body.items.map(({ id }) => id),
      two.body.items.map(({ id }) => id),
    );
  });

  it('let one of two changes of a task win and tell the other', async () => {
    const [{ id }] = await openTasks();
    for (let round = 0; round < ROUNDS; round++) {
      const { version } = await replicas[round % 2].request<TaskDetail>(
        `/tasks/${id}`,
      );
      const note = (index: number) => `round ${round}, replica ${index}`;
      const answers = await both<TaskDetail & { error?: { message: string } }>(
        `/tasks/${id}`,
        index => patch({ note: note(index), version }),
      );
      assert.deepEqual(sorted(answers), [200, 409]);
      const winner = answers.findIndex(({ status }) => status === 200);
      const stored = await replicas[0].request<TaskDetail>(`/tasks/${id}`);
      assert.equal(stored.note, note(winner));
      assert.equal(stored.version, answers[winner].body.version);
      assert.ok(stored.version > version);
      // Who came second learns what holds now.
      assert.match(
        answers[1 - winner].body.error?.message ?? '',
        new RegExp(`version ${stored.version}`),
      );
    }
  });

  it('lose no change of people to scans that run meanwhile', async () => {
    const tasks = (await openTasks()).slice(0, ROUNDS);
    const scans = await Promise.all(
      NAMES.map((name, index) =>
        replicas[index].request<{ id: string }>(
          `/clusters/${name}/scans`,
          post(),
        ),
      ),
    );
    // Without a version: who plans does not care what the scanner moved.
    await Promise.all(
      tasks.map((task, index) =>
        replicas[index % 2].request(
          `/tasks/${task.id}`,
          patch({ note: `kept ${task.id}`, status: 'planned' }),
        ),
      ),
    );
    for (const { id } of scans) {
      await eventually(
        'a scan to finish',
        async () => {
          const { status } = await replicas[0].request<{ status: string }>(
            `/scans/${id}`,
          );
          return status === 'completed' || status === 'partial';
        },
        120_000,
      );
    }
    for (const { id } of tasks) {
      const task = await replicas[1].request<TaskDetail>(`/tasks/${id}`);
      assert.equal(task.note, `kept ${id}`);
      assert.equal(task.status, 'planned');
    }
  });

  it('start one scan where two ask for it', async () => {
    samples[0].addFault({ delayMs: 50 });
    const answers = await both<{ id: string }>('/clusters/prod-eu/scans', () =>
      post(),
    );
    assert.equal(answers[0].body.id, answers[1].body.id);
    samples[0].reset();
    await eventually(
      'the scan to finish',
      async () =>
        (
          await scansOf('prod-eu')
        ).every(({ status }) => ['completed', 'partial'].includes(status)),
      120_000,
    );
  });

  it('take one dispute of a finding, not two', async () => {
    const { items } = await replicas[0].request<{ items: Finding[] }>(
      '/findings?limit=5&state=fail',
    );
    for (const { id } of items) {
      const answers = await both(`/findings/${id}/dispute`, index =>
        post({ reason: `Seen by replica ${index}, and it is wrong.` }),
      );
      assert.deepEqual(sorted(answers), [200, 409]);
    }
  });

  it('leave a register without doubles', async () => {
    const rows = await database.knex('findings').select('id');
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    const twice = await database
      .knex('tasks')
      .select('key')
      .whereNull('closed_at')
      .groupBy('key')
      .havingRaw('count(*) > 1');
    assert.deepEqual(twice, []);
  });
});
