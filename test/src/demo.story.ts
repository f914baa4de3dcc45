import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  Cluster,
  Finding,
  Roadmap,
  Scorecard,
  Task,
} from '@readiness/backstage-plugin-readiness-common';
import { SAMPLE_USER_NAMES } from '@readiness/sample-cluster';
import { type Browser, type Page, chromium } from 'playwright-core';
import { Portal } from './stack/Portal';
import { eventually } from './stack/eventually';
import { ROOT } from './stack/root';

/** The story of docs/demo.md, step by step, in a real browser. */

const PICTURES = join(ROOT, '.data', 'story');
const TAB = '/catalog/default/component/checkout/readiness';
const SCORECARD = '/entities/component/default/checkout/scorecard';

function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH;
  assert.ok(path, 'CHROMIUM_PATH names no browser');
  return path;
}

function tasksOf(roadmap: Roadmap): Task[] {
  return [
    ...roadmap.weeks.flatMap(week => week.tasks),
    ...roadmap.next,
    ...roadmap.later,
    ...(roadmap.verified ?? []),
  ];
}

describe('The demo', () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  const card = () => portal.api<Scorecard>(SCORECARD);
  const findingsOf = async (check: string) =>
    (await card()).findings.filter(finding => finding.check === check);
  const taskOf = async (fixKey: string) => {
    const roadmap = await portal.api<Roadmap>('/roadmap');
    return tasksOf(roadmap).find(
      task => task.fixKey === fixKey && task.title.includes('checkout'),
    );
  };
  const picture = (name: string) =>
    page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });

  /** Through the button, as a person does, until the page says it is done. */
  async function rescan() {
    await page.goto(`${portal.url}${TAB}`);
    const seenAt = (await card()).lastSeen;
    await page.getByRole('button', { name: 'Rescan this service' }).click();
    await eventually('the rescan', async () => {
      const { lastSeen } = await card();
      return lastSeen !== undefined && lastSeen !== seenAt;
    });
    await eventually('no scan to be under way', async () => {
      const { items } = await portal.api<{ items: Cluster[] }>('/clusters');
      return items.every(cluster => !cluster.running);
    });
    await page.goto(`${portal.url}${TAB}`);
  }

  async function scanCluster(title: string, name: string) {
    const last = async () => {
      const { items } = await portal.api<{ items: Cluster[] }>('/clusters');
      return items.find(cluster => cluster.name === name);
    };
    const lastId = (await last())?.lastScan?.id;
    await page.goto(`${portal.url}/readiness/clusters`);
    await page.getByRole('button', { name: `Scan now: ${title}` }).click();
    await eventually(`the scan of ${name}`, async () => {
      const cluster = await last();
      return !cluster?.running && cluster?.lastScan?.id !== lastId;
    });
  }

  before(async () => {
    await mkdir(PICTURES, { recursive: true });
    portal = await Portal.start();
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', error => problems.push(error.message));
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  it('shows the first scorecard within a minute of the portal being up', async () => {
    const up = Date.now();
    await page.goto(portal.url);
    await page.getByRole('button', { name: /enter/i }).click();
    await eventually('the first scorecard', async () => {
      const { items } = await portal.api<{ items: Cluster[] }>('/clusters');
      return (
        items.length === 2 &&
        items.every(({ lastScan }) => lastScan?.status === 'completed')
      );
    });
    assert.ok(Date.now() - up < 60_000, 'the first scan took over a minute');
    await page.goto(`${portal.url}${TAB}`);
    await page.getByText('things to Configured').waitFor();
    await page.getByText('What moves it').waitFor();
    await picture('1-scorecard');
    await page.screenshot({ path: join(PICTURES, 'scorecard.png') });
    const { level, findings } = await card();
    assert.equal(level, 0);
    assert.ok(findings.length >= 5);
    assert.deepEqual(problems, []);
  });

  it('says "backed up nightly, never restored"', async () => {
    const [finding] = await findingsOf('rec-restore-pvc-proven');
    assert.equal(finding.state, 'fail');
    await page
      .getByRole('button', { name: /Open .*restore.* on Namespace checkout/i })
      .first()
      .click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/never been restored/).waitFor();
    await drawer.getByText('Why believe this').waitFor();
    await picture('2-never-restored');
    const recent = (await card()).dimensions
      .flatMap(({ controls }) => controls)
      .flatMap(({ stages }) => stages)
      .flatMap(({ checks }) => checks)
      .find(({ check }) => check === 'rec-backup-recent');
    assert.equal(recent?.state, 'pass');
  });

  it('never rewards taking a right away', async () => {
    const seen = await card();
    const open = (await findingsOf('rec-pdb')).map(({ id }) => id);
    assert.ok(open.length > 0);
    await portal.demo('revoke');
    await rescan();
    const blind = await card();
    assert.ok(blind.verified <= seen.verified, 'the score rose');
    assert.ok(blind.coverage < seen.coverage, 'coverage did not drop');
    const pdb = blind.findings.filter(({ check }) => check === 'rec-pdb');
    assert.deepEqual(
      pdb.map(({ id, sticky }) => [id, sticky]),
      open.map(id => [id, true]),
    );
    await page.getByText('% not seen').waitFor();
    await page.getByText('poddisruptionbudgets').first().waitFor();
    await picture('3-revoked');
    await portal.demo('grant');
    await rescan();
    const again = await card();
    assert.equal(again.coverage, seen.coverage);
    assert.equal(again.verified, seen.verified);
  });

  it('closes a finding when a scan has seen the fix, and the task with it', async () => {
    const [finding] = await findingsOf('cost-limits-memory');
    await page
      .getByRole('button', {
        name: /Open Memory limit .* on Deployment checkout/,
      })
      .first()
      .click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('How to fix it').waitFor();
    await drawer.getByText('resources:').first().waitFor();
    await drawer.getByRole('button', { name: 'Copy the fix' }).waitFor();
    await picture('4-patch');
    const task = await taskOf('workload-resources');
    assert.ok(task);
    await portal.demo('fix', 'checkout-resources');
    await rescan();
    assert.deepEqual(await findingsOf('cost-limits-memory'), []);
    const closed = await portal.api<Finding>(`/findings/${finding.id}`);
    assert.ok(closed.closedAt);
    const done = await portal.api<Task>(`/tasks/${task.id}`);
    assert.equal(done.status, 'verified');
    assert.ok(task.predictedDelta !== undefined);
    assert.ok(
      Math.abs((done.observedDelta ?? NaN) - task.predictedDelta) <= 1,
      `predicted ${task.predictedDelta}, observed ${done.observedDelta}`,
    );
    await picture('5-fixed');
  });

  it('gives a task to a group', async () => {
    const task = await taskOf('restore-drill');
    assert.ok(task);
    await page.goto(`${portal.url}/readiness/roadmap`);
    await page.getByText('Week 1').first().waitFor();
    await picture('6-roadmap');
    await page
      .getByRole('button', { name: `Actions for ${task.title}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Assign' }).click();
    const field = page.getByRole('dialog').getByLabel('User or group');
    await field.fill('payments');
    await page.getByRole('option', { name: /group:default\/payments/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually('the assignment', async () => {
      const { assignee } = await portal.api<Task>(`/tasks/${task.id}`);
      return assignee === 'group:default/payments';
    });
  });

  it('takes a restore drill as proof', async () => {
    const drill = JSON.parse(await portal.demo('drill', '--json'));
    await page.goto(`${portal.url}${TAB}`);
    await page
      .getByRole('button', { name: /Open .*restore.* on Namespace checkout/i })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Record proof' })
      .click();
    const form = page.getByRole('dialog', { name: 'Record proof' });
    const at = new Date(drill.performedAt);
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
    await form
      .getByLabel('When it was done')
      .fill(local.toISOString().slice(0, 16));
    await form.getByLabel('Who did it').fill('ana');
    await page.getByRole('option', { name: /user:default\/ana/ }).click();
    await form.getByLabel('How the result was checked').click();
    await page.getByRole('option', { name: 'Row count' }).click();
    await form.getByLabel('Measured recovery time, minutes').fill('31');
    await form.getByRole('button', { name: 'Record', exact: true }).click();
    await form.getByText('Needed').first().waitFor();
    await form
      .getByLabel('Address of the protocol or job')
      .fill(drill.artefacts[0].url);
    await picture('7-drill');
    await form.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText(/Recorded as E\d/).waitFor();
    await eventually('the proof to count', async () => {
      const open = await findingsOf('rec-restore-pvc-proven');
      return open.length === 0;
    });
    await page.goto(`${portal.url}/readiness/proof`);
    await page.getByText('Restore drill').first().waitFor();
    await picture('8-proof');
  });

  it('reopens what comes back, with its old age', async () => {
    await portal.demo('break');
    await rescan();
    const [finding] = await findingsOf('cost-limits-memory');
    assert.ok(finding, 'the finding is open again');
    assert.equal(finding.regressions, 1);
    const history = await portal.api<{
      history: { type: string }[];
      firstSeen: string;
      lastSeen: string;
    }>(`/findings/${finding.id}`);
    assert.ok(history.firstSeen < history.lastSeen);
    assert.ok(history.history.some(({ type }) => type === 'reopened'));
    const task = await taskOf('workload-resources');
    assert.equal(task?.status, 'reopened');
    await picture('9-reopened');
  });

  it('shows leaderboard, clusters and what was asked of them', async () => {
    await page.goto(`${portal.url}/readiness`);
    await page.getByRole('link', { name: 'Checkout' }).first().waitFor();
    await picture('10-leaderboard');
    await scanCluster('Staging EU', 'staging-eu');
    await page.goto(`${portal.url}/readiness/clusters/prod-eu`);
    await page.getByText('apps/deployments').first().waitFor();
    await picture('11-cluster');
    for (const port of [6441, 6442]) {
      const response = await fetch(
        `http://127.0.0.1:${port}/__sample/requests`,
      );
      const items: { user?: string; method: string }[] = await response.json();
      const methods = items
        .filter(({ user }) => user === SAMPLE_USER_NAMES.scanner)
        .map(({ method }) => method);
      assert.ok(methods.length > 20);
      assert.deepEqual([...new Set(methods)], ['GET']);
    }
    assert.deepEqual(problems, []);
  });

  it('stands in dark and on a narrow screen', async () => {
    const dark = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
      colorScheme: 'dark',
    });
    await dark.goto(portal.url);
    await dark.getByRole('button', { name: /enter/i }).click();
    await dark.getByText('Compare by').waitFor();
    for (const [path, name, text] of [
      [TAB, 'scorecard', 'What moves it'],
      ['/readiness', 'leaderboard', 'Compare by'],
      ['/readiness/roadmap', 'roadmap', 'Week 1'],
      ['/readiness/clusters/prod-eu', 'cluster', 'apps/deployments'],
      ['/readiness/proof', 'proof', 'Restore drill'],
    ]) {
      for (const width of [1440, 360]) {
        await dark.setViewportSize({ width, height: 1000 });
        await dark.goto(`${portal.url}${path}`);
        await dark.getByText(text).first().waitFor();
        await dark.screenshot({
          path: join(PICTURES, `dark-${name}-${width}.png`),
          fullPage: true,
        });
      }
    }
    await dark.setViewportSize({ width: 360, height: 1000 });
    await dark.goto(`${portal.url}${TAB}`);
    await dark.getByText('What moves it').waitFor();
    const wider = await dark.evaluate(
      'document.documentElement.scrollWidth - window.innerWidth',
    );
    assert.ok(Number(wider) <= 1, `${wider} px wider than the screen`);
    await dark.close();
  });
});
