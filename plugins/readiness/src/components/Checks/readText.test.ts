import { readText } from './readText';

describe('readText', () => {
  it.each([
    [{ group: 'apps', resource: 'deployments' }, 'deployments.apps'],
    [{ group: '', resource: 'pods' }, 'pods'],
    [{ nonResourceURL: '/version' }, 'GET /version'],
    [{ signal: 'prometheus', query: 'rules' }, 'prometheus: rules'],
    [{ evidence: 'restore-drill' }, 'evidence: restore-drill'],
    [{ other: 1 }, '{"other":1}'],
  ])('writes %j as %s', (read, text) => {
    expect(readText(read)).toBe(text);
  });
});
