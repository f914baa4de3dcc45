import {
  literalSecret,
  missingRequests,
  noRestore,
} from '../../__fixtures__/findings';
import { filterFindings, groupByFix } from './findingGroups';

const findings = [missingRequests, noRestore, literalSecret];

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

describe('filterFindings', () => {
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
