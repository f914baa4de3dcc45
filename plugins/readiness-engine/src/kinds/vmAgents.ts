import type { ScraperObject } from '../inventory/objects';
import { at, flag, text } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { monitorSelection } from './monitorSelection';

export const vmAgents = defineKind<ScraperObject>({
  group: 'operator.victoriametrics.com',
  resource: 'vmagents',
  kind: 'VMAgent',
  namespaced: true,
  versions: ['v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const spec = at(raw, 'spec');
    const status = text(at(raw, 'status', 'updateStatus'));
    return {
      ...objectMeta(raw),
      monitors: monitorSelection(spec, {
        service: 'serviceScrape',
        pod: 'podScrape',
      }),
      selectAllByDefault: flag(at(spec, 'selectAllByDefault')) ?? false,
      ...(status !== undefined && { available: status === 'operational' }),
    };
  },
});
