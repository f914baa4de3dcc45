import {
  literalSecret,
  missingRequests,
  noRestore,
} from '../../__fixtures__/findings';
import { filterFindings, groupByFix } from './findingGroups';

const findings = [missingRequests, noRestore, literalSecret];

const dispute = { reason: 'no', by: 'user:default/a', at: '2026-11-20' };
const observed = {
  ...literalSecret,
  id: 'f-observed',
  mode: 'observe',
} as const;
const disputed = {
  ...noRestore,
  id: 'f-disputed',
  disputed: { ...dispute, state: 'open' },
} as const;
const decided = {
  ...noRestore,
  id: 'f-decided',
  disputed: { ...dispute, state: 'rejected' },
} as const;

describe('groupByFix', () => {
  it('puts findings of one task together, worst first', () => {
    const second = {
      ...literalSecret,
      id: 'f-second',
      severity: 'low',
    } as const;
    const groups = groupByFix([second, ...findings]);
    expect(groups.map(group => group.findings.map(({ id }) => id))).toEqual([
      ['f-secret', 'f-second'],
      ['f-restore'],
      ['f-requests'],
    ]);
    expect(groups[0].title).toBe('Take DB_PASSWORD from a Secret');
  });

  it('keeps the same check on two fix roots apart', () => {
    const root = { type: 'helm', key: 'other', title: 'Other' };
    const other = { ...missingRequests, id: 'f-other', fixRoot: root };
    expect(groupByFix([missingRequests, other])).toHaveLength(2);
  });
});

describe('observed findings', () => {
  it('come after everything that counts, however grave they are', () => {
    const apart = { ...observed, taskId: 't-observed' };
    expect(
      groupByFix([apart, missingRequests]).map(group => group.findings[0].id),
    ).toEqual(['f-requests', 'f-observed']);
    expect(
      groupByFix([observed, { ...literalSecret, severity: 'low' }])[0].findings,
    ).toEqual([expect.objectContaining({ id: 'f-secret' }), observed]);
  });
});

describe('filterFindings', () => {
  it.each([
    [{ mode: 'observe' }, ['f-observed']],
    [{ mode: 'enforce' }, ['f-secret', 'f-disputed', 'f-decided']],
    [{ disputed: 'open' }, ['f-disputed']],
    [{ disputed: 'decided' }, ['f-decided']],
  ])('applies %j', (filters, expected) => {
    const all = [literalSecret, observed, disputed, decided];
    expect(filterFindings(all, filters).map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    [{ severity: 'critical' }, ['f-secret']],
    [{ dimension: 'recovery' }, ['f-restore']],
    [{ state: 'warn' }, ['f-restore']],
    [{ check: 'cost-requests-set' }, ['f-requests']],
    [{ q: 'WORKER' }, ['f-requests']],
    [{ severity: 'critical', state: 'warn' }, []],
    [{}, ['f-requests', 'f-restore', 'f-secret']],
  ])('applies %j', (filters, expected) => {
    expect(filterFindings(findings, filters).map(({ id }) => id)).toEqual(
      expected,
    );
  });
});

describe('findings of other tools', () => {
  const imported = {
    ...literalSecret,
    id: 'f-imported',
    source: 'trivy',
    mode: 'observe',
  } as const;

  it.each([
    ['trivy', ['f-imported']],
    ['readiness', ['f-requests', 'f-restore', 'f-secret']],
    ['kyverno', []],
  ])('are told apart by their source, %s', (source, ids) => {
    const shown = filterFindings([...findings, imported], { source });
    expect(shown.map(({ id }) => id)).toEqual(ids);
  });
});
