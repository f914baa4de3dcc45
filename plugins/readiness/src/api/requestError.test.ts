import { refusal } from '../__testUtils__/readinessApiMock';
import {
  namedPermission,
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
