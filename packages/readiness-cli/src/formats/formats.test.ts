import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { CART, SOUND } from '../__fixtures__/manifests';
import { sarifSchema } from '../__fixtures__/sarifSchema';
import { folderOf, removeFolders, runCli } from '../__testUtils__/runCli';

afterEach(removeFolders);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const isSarif = ajv.compile(sarifSchema);

async function sarif(files: Record<string, string>): Promise<Log> {
  const cwd = folderOf(files);
  const { out } = await runCli(['scan', '.', '--format', 'sarif'], { cwd });
  const log: Log = JSON.parse(out);
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  return log;
}

describe('SARIF', () => {
  it('is valid, and points at the fields', async () => {
    const log = await sarif({ 'my deploy/cart.yaml': CART });
    const [{ results = [], tool, invocations }] = log.runs;
    const of = (id: string) => results.filter(({ ruleId }) => ruleId === id);
    expect(invocations?.[0].executionSuccessful).toBe(true);
    const [image] = of('sec-image-pinned');
    expect(image.locations?.[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'my%20deploy/cart.yaml' },
      region: { startLine: 17, startColumn: 11 },
    });
    expect(of('sec-pss-baseline-pod')[0]).toMatchObject({
      level: 'error',
      kind: 'fail',
      locations: [{ physicalLocation: { region: { startLine: 14 } } }],
    });
    const { rules = [] } = tool.driver;
    for (const { ruleId, ruleIndex = -1 } of results) {
      expect(rules[ruleIndex].id).toBe(ruleId);
      expect(rules[ruleIndex].helpUri).toMatch(
        new RegExp(`^https://.*/${ruleId}\\.md$`),
      );
    }
    expect(JSON.stringify(log)).not.toContain('hunter2');
  });

  it('keeps the fingerprint of a finding that moves in its file', async () => {
    const prints = async (text: string) =>
      (await sarif({ 'cart.yaml': text })).runs[0].results?.map(
        ({ partialFingerprints }) => partialFingerprints,
      );
    const before = await prints(CART);
    expect(await prints(`# moved\n\n${CART}`)).toEqual(before);
    expect(new Set(before?.map(print => JSON.stringify(print))).size).toBe(
      before?.length,
    );
  });

  it('notifies of what could not be read and of what is unknown', async () => {
    const log = await sarif({
      'broken.yaml': 'a: [',
      'b.yaml': SOUND.replace('replicas: 2', 'replicas: two'),
    });
    const [{ executionSuccessful, toolExecutionNotifications: notes = [] }] =
      log.runs[0].invocations ?? [];
    expect(executionSuccessful).toBe(false);
    expect(notes.map(({ level }) => level)).toContain('error');
    expect(notes.map(({ level }) => level)).toContain('warning');
  });

  it('is valid without a finding', async () => {
    const log = await sarif({ 'sound.yaml': SOUND });
    expect(log.runs[0].results).toEqual([]);
  });
});

describe('JUnit', () => {
  const junit = async (stdin: string) =>
    (await runCli(['scan', '-', '--format', 'junit'], { stdin })).out;

  it('counts and escapes', async () => {
    const name = 'a<b>&"c\'\\u0007';
    const xml = await junit(
      `${CART.replace('name: app', `name: "${name.replace('"', '\\"')}"`)}`,
    );
    expect(XMLValidator.validate(xml)).toBe(true);
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      isArray: tag => ['testsuite', 'testcase'].includes(tag),
    });
    const { testsuites } = parser.parse(xml);
    const cases = testsuites.testsuite.flatMap(
      ({ testcase }: { testcase: object[] }) => testcase,
    );
    expect(Number(testsuites.tests)).toBe(cases.length);
    expect(Number(testsuites.failures)).toBe(
      cases.filter((one: object) => 'failure' in one).length,
    );
    expect(Number(testsuites.skipped)).toBe(
      cases.filter((one: object) => 'skipped' in one).length,
    );
    expect(xml).toContain('a&lt;b&gt;&amp;');
    expect(xml).not.toContain('\u0007');
    expect(xml).not.toContain('hunter2');
  });

  it('makes an error of what could not be read', async () => {
    const xml = await junit(`a: [\n---\n${SOUND}`);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('<error message=');
  });
});

describe('JSON', () => {
  it('has one result a check and subject, with what the contract names', async () => {
    const { out } = await runCli(['scan', '-', '--format', 'json'], {
      stdin: `${CART}---\n${SOUND}`,
    });
    const { rulesetVersion, results } = JSON.parse(out);
    expect(rulesetVersion).toMatch(/^\d{4}\./);
    const keys = results.map(
      ({ check, subject }: { check: string; subject: object }) =>
        JSON.stringify([check, subject]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const result of results) {
      expect(Object.keys(result)).toEqual(
        expect.arrayContaining([
          'check',
          'state',
          'severity',
          'dimension',
          'stage',
          'subject',
          'reasons',
        ]),
      );
    }
    const states = new Set(
      results.map(({ state }: { state: string }) => state),
    );
    expect([...states]).toEqual(expect.arrayContaining(['pass', 'na', 'fail']));
  });
});
