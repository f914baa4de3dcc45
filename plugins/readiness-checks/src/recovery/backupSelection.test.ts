import type { BackupScheduleObject } from '@readiness/backstage-plugin-readiness-engine';
import { includesNamespace, scheduleSelects } from './backupSelection';

const scope = (includedNamespaces: string[], excludedNamespaces: string[]) => ({
  includedNamespaces,
  excludedNamespaces,
});

describe('includesNamespace', () => {
  it.each([
    [[], [], true],
    [['*'], [], true],
    [['*'], ['payments'], false],
    [['pay*'], [], true],
    [['{orders,payments}'], [], true],
    [['orders'], [], false],
    [['payments'], ['pay*'], false],
    [['payment'], [], false],
  ])('includes %j, excludes %j: %s', (included, excluded, expected) => {
    expect(includesNamespace(scope(included, excluded), 'payments')).toBe(
      expected,
    );
  });
});

describe('scheduleSelects', () => {
  const item = {
    group: 'apps',
    kind: 'Deployment',
    name: 'api',
    labels: { app: 'api' },
  };
  const select = (template: Partial<BackupScheduleObject['template']>) =>
    scheduleSelects(
      {
        name: 'nightly',
        labels: {},
        annotations: {},
        schedule: '@daily',
        paused: false,
        validationErrors: [],
        template: {
          includedNamespaces: [],
          excludedNamespaces: [],
          includedResources: [],
          excludedResources: [],
          orLabelSelectors: [],
          ...template,
        },
      },
      'shop',
      item,
    );

  it.each([
    [{}, true],
    [{ includedResources: ['*'] }, true],
    [{ includedResources: ['deployments'] }, true],
    [{ includedResources: ['Deployments.apps'] }, true],
    [{ includedResources: ['deploy'] }, true],
    [{ includedResources: ['configmaps'] }, false],
    [{ excludedResources: ['deployments.apps'] }, false],
    [{ labelSelector: {} }, true],
    [{ labelSelector: { matchLabels: { app: 'web' } } }, false],
    [
      {
        orLabelSelectors: [
          { matchLabels: { app: 'web' } },
          { matchLabels: { app: 'api' } },
        ],
      },
      true,
    ],
    [{ orLabelSelectors: [{ matchLabels: { app: 'web' } }] }, false],
  ])('%j: %s', (template, expected) => {
    expect(select(template)).toBe(expected);
  });
});
