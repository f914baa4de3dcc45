import { buildInventory } from '../testing';
import { withSignals } from './withSignals';

const at = '2026-11-22T17:00:00.000Z';
const source = (key: string) => ({
  key,
  resource: `prometheus: ${key}`,
  state: 'notConnected' as const,
  count: 0,
  at,
});
const collected = {
  cluster: { uid: 'u', version: { major: 1, minor: 36 } },
  inventory: buildInventory(),
  sources: [source('liveUp'), source('liveRules'), source('liveTargets')],
};

describe('withSignals', () => {
  it('joins what was said, and leaves what was not asked', () => {
    const sample = { labels: {}, value: 3 };
    const joined = withSignals(collected, [
      { key: 'liveUp', state: 'ok', data: [sample], at: 'later' },
      { key: 'liveRules', state: 'error', data: [], at, message: 'down' },
    ]);
    expect(joined.inventory.liveUp).toEqual([sample]);
    expect(joined.sources).toEqual([
      {
        key: 'liveUp',
        resource: 'prometheus: up',
        state: 'ok',
        count: 1,
        at: 'later',
      },
      {
        key: 'liveRules',
        resource: 'prometheus: rules',
        state: 'error',
        count: 0,
        at,
        message: 'down',
      },
      source('liveTargets'),
    ]);
  });

  it('keeps no data of a source that is in no order', () => {
    const { inventory, sources } = withSignals(collected, [
      {
        key: 'liveUp',
        state: 'stale',
        data: [{ labels: {}, value: 1 }],
        at,
        askedOf: 'datadog',
      },
    ]);
    expect(inventory.liveUp).toEqual([]);
    expect(sources[0]).toMatchObject({ resource: 'datadog: up', count: 0 });
  });
});
