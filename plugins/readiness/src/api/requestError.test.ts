import { refusal } from '../__testUtils__/readinessApiMock';
import {
  namedPermission,
  refusedBySetting,
  refusedField,
  requestMessage,
  requestProblem,
} from './requestError';

describe('requestProblem', () => {
  it.each([
    [400, 'badInput'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [409, 'conflict'],
    [500, 'other'],
  ])('reads the status %d', (status, problem) => {
    expect(requestProblem(refusal(status, 'no'))).toBe(problem);
  });

  it('reads the name of an error without a status', () => {
    const error = Object.assign(new Error('no'), { name: 'ConflictError' });
    expect(requestProblem(error)).toBe('conflict');
    expect(requestProblem('no')).toBe('other');
  });
});

describe('requestMessage', () => {
  it("prefers the server's own words", () => {
    expect(requestMessage(refusal(400, 'dueAt: no date'))).toBe(
      'dueAt: no date',
    );
    expect(requestMessage(new Error('offline'))).toBe('offline');
  });
});

describe('namedPermission', () => {
  it('finds the permission that a refusal names', () => {
    expect(
      namedPermission(refusal(403, 'needs readiness.cluster.manage.')),
    ).toBe('readiness.cluster.manage');
    expect(namedPermission(refusal(403, 'no'))).toBeUndefined();
  });
});

describe('refusedBySetting', () => {
  const rollout = refusal(403, 'shown to its owners only (readiness.rollout)');

  it('tells a setting from a permission', () => {
    expect(namedPermission(rollout)).toBeUndefined();
    expect(refusedBySetting(rollout)).toBe(
      'shown to its owners only (readiness.rollout)',
    );
    expect(
      refusedBySetting(refusal(403, 'Missing readiness.scan.start')),
    ).toBeUndefined();
    expect(refusedBySetting(refusal(403, 'no'))).toBeUndefined();
  });
});

describe('refusedField', () => {
  const fields = ['check', 'artefacts', 'performedBy'] as const;

  it('finds the field that a refusal names first', () => {
    expect(
      refusedField('artefacts[0].url of check did not answer', fields),
    ).toBe('artefacts');
    expect(refusedField('performedBy must not be the attester', fields)).toBe(
      'performedBy',
    );
    expect(refusedField('no such thing', fields)).toBeUndefined();
  });
});
