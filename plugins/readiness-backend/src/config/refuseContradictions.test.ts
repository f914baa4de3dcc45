import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { readReadinessConfig } from './ReadinessConfig';

const read = (readiness: JsonObject) =>
  readReadinessConfig(new ConfigReader({ readiness }), {
    checks: builtInChecks,
  });

describe('the configuration', () => {
  const row = { check: 'rec-pdb', namespace: 'a', reason: 'r' };
  it.each<[string, string, JsonObject]>([
    [
      'readiness.checks.rec-pdb.mode',
      'readiness.checks.rec-pdb.enabled',
      { checks: { 'rec-pdb': { enabled: false, mode: 'observe' } } },
    ],
    [
      'readiness.checks.rec-pdb.exclude',
      'readiness.checks.rec-pdb.enabled',
      {
        checks: {
          'rec-pdb': { enabled: false, exclude: [{ name: 'a', reason: 'r' }] },
        },
      },
    ],
    [
      'readiness.exceptions[0]',
      'readiness.checks.rec-pdb.enabled',
      { checks: { 'rec-pdb': { enabled: false } }, exceptions: [row] },
    ],
    [
      'readiness.checks.rec-pdb.responsible[1]',
      'readiness.checks.rec-pdb.responsible[0]',
      {
        checks: {
          'rec-pdb': {
            responsible: [
              { responsible: 'service', namespace: 'a' },
              { responsible: 'platform', namespace: 'a' },
            ],
          },
        },
      },
    ],
    [
      'readiness.checks.rec-pdb.exclude[1]',
      'readiness.checks.rec-pdb.exclude[0]',
      {
        checks: {
          'rec-pdb': {
            exclude: [
              { name: 'a', reason: 'r' },
              { name: 'a', reason: 's' },
            ],
          },
        },
      },
    ],
    [
      'readiness.exceptions[2]',
      'readiness.exceptions[0]',
      {
        exceptions: [
          row,
          { ...row, namespace: 'b' },
          { ...row, expires: '2027-01-01' },
        ],
      },
    ],
    [
      'readiness.exceptions[1]',
      'readiness.exceptions[0]',
      { exceptions: [row, { ...row, reason: 's' }] },
    ],
    [
      'readiness.exceptions[0]',
      'readiness.checks.rec-pdb.exclude[0]',
      {
        checks: {
          'rec-pdb': { exclude: [{ namespace: 'a', reason: 'r' }] },
        },
        exceptions: [row],
      },
    ],
    [
      'readiness.namespaces.platform[1]',
      'readiness.namespaces.system[0]',
      { namespaces: { system: ['x-*'], platform: ['y', 'x-*'] } },
    ],
    [
      'readiness.capacity.owners[1].owner',
      'readiness.capacity.owners[0].owner',
      {
        capacity: {
          owners: [
            { owner: 'group:default/a', daysPerWeek: 1 },
            { owner: 'a', daysPerWeek: 2 },
          ],
        },
      },
    ],
  ])('refuses %s, which contradicts %s', (later, earlier, readiness) => {
    expect(() => read(readiness)).toThrow(`${later} contradicts ${earlier}: `);
  });
});
