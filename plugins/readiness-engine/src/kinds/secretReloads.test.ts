import { secretReloads } from './secretReloads';

const RELOADER = 'reloader.stakater.com/last-reloaded-from';
const AT = '2026-11-01T00:00:00Z';
const at = Date.parse(AT);

describe('secretReloads', () => {
  it.each([
    [{ type: 'SECRET', name: 'db', observedAt: at / 1000 }],
    [{ kind: 'Secret', name: 'db', reloadedAt: AT }],
  ])('knows the Secret and the time of %j, and no digest', source => {
    const reloads = secretReloads({
      [RELOADER]: JSON.stringify({ ...source, hash: 'hunter2' }),
    });
    expect(reloads).toEqual([{ secret: 'db', at }]);
  });

  it('knows the time of a restart by the Vault operator', () => {
    expect(
      secretReloads({ 'vso.secrets.hashicorp.com/restartedAt': AT }),
    ).toEqual([{ at }]);
  });

  it.each([
    [undefined],
    [{}],
    [{ [RELOADER]: 'no JSON' }],
    [{ [RELOADER]: '{"type":"CONFIGMAP","name":"db","observedAt":1}' }],
    [{ [RELOADER]: '{"type":"SECRET","name":"db"}' }],
    [{ 'vso.secrets.hashicorp.com/restartedAt': 'yesterday' }],
  ])('says nothing of %j', annotations => {
    expect(secretReloads(annotations)).toEqual([]);
  });
});
