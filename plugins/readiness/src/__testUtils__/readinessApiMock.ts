import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';

const METHODS = [
  'getClusters',
  'getCluster',
  'getMatching',
  'startScan',
  'getScan',
  'getScorecard',
  'getFindings',
  'getFinding',
  'disputeFinding',
  'decideDispute',
  'getWaivers',
  'requestWaiver',
  'approveWaiver',
  'rejectWaiver',
  'revokeWaiver',
  'renewWaiver',
  'exportFindings',
  'exportReview',
  'exportLeaderboard',
  'getLeaderboard',
  'getRoadmap',
  'getForecast',
  'previewMove',
  'getTasks',
  'updateTasks',
  'commentTask',
  'getTask',
  'updateTask',
  'getEvidence',
  'recordEvidence',
  'getChecks',
  'getHealth',
  'getOnboarding',
] as const satisfies readonly (keyof ReadinessApi)[];

/** A client that refuses every call that a test did not prepare. */
export function readinessApiMock(
  prepared: Partial<ReadinessApi> = {},
): jest.Mocked<ReadinessApi> {
  const refuse = (name: string) => async () => {
    throw new Error(`${name} was not prepared by the test`);
  };
  const answer = (name: keyof ReadinessApi): ((...args: never[]) => unknown) =>
    prepared[name] ?? refuse(name);
  return Object.fromEntries(
    METHODS.map(name => [name, jest.fn(answer(name))]),
  ) as unknown as jest.Mocked<ReadinessApi>;
}

/** An error as the client throws it, with the status of the answer. */
export function refusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(`Request failed with ${statusCode}`), {
    name: 'ResponseError',
    statusCode,
    cause: new Error(message),
  });
}
