import { ConfigReader } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { readReadinessConfig } from './ReadinessConfig';

const read = (matching: JsonValue) =>
  readReadinessConfig(new ConfigReader({ readiness: { matching } }), {
    checks: builtInChecks,
  }).rules.matching;

describe('readiness.matching', () => {
  it('is read in order', () => {
    expect(
      read([
        {
          entities: 'Component:default/*',
          type: 'service',
          cluster: 'prod-*',
          namespace: '{system}',
          labelSelector: 'app.kubernetes.io/name={name}',
        },
        { kind: 'Resource', labelSelector: 'cnpg.io/cluster={name}' },
      ]),
    ).toEqual([
      {
        entities: 'component:default/*',
        type: 'service',
        cluster: 'prod-*',
        namespace: '{system}',
        labelSelector: 'app.kubernetes.io/name={name}',
      },
      { kind: 'Resource', labelSelector: 'cnpg.io/cluster={name}' },
    ]);
    expect(read([])).toEqual([]);
  });

  it.each<[string, JsonValue]>([
    ['readiness.matching[0].labelSelector', [{}]],
    ['readiness.matching[0].labelSelector', [{ labelSelector: 'app in (' }]],
    ['readiness.matching[0].labelSelector', [{ labelSelector: 'a={title}' }]],
    ['readiness.matching[0].labelSelector', [{ labelSelector: ['app=x'] }]],
    [
      'readiness.matching[1].namespace',
      [
        { labelSelector: 'a={name}' },
        { labelSelector: 'a={name}', namespace: 'Team {name}' },
      ],
    ],
    [
      'readiness.matching[0].selector',
      [{ labelSelector: 'a={name}', selector: 'app=x' }],
    ],
    ['readiness.matching[0].kind', [{ labelSelector: 'a={name}', kind: ' ' }]],
    ['readiness.matching', { labelSelector: 'a={name}' }],
    ['readiness.matching', 'app={name}'],
  ])('stops the start at %s: %j', (key, matching) => {
    expect(() => read(matching)).toThrow(key);
  });
});
