import type { PodObject } from '../inventory/folded';
import { controllingOwner } from './controller';
import { at, fields, items, text, time } from './fields';
import { injectorsOf } from './injectors';
import { defineKind } from './Kind';
import { condition, objectMeta } from './metadata';
import { podTemplate } from './podTemplate';

/**
 * `LimitRanger plugin set: cpu, memory request for container app; memory limit
 * for init container setup`.
 */
function limitRanged(written: string | undefined): readonly string[] {
  return (written ?? '')
    .replace(/^LimitRanger plugin set:/, '')
    .split(';')
    .flatMap(part => {
      const [, resources, bound, container] =
        part.match(
          /^\s*([\w./, -]+?) (request|limit) for (?:init )?container (\S+)\s*$/,
        ) ?? [];
      return (resources ?? '')
        .split(',')
        .map(resource => resource.trim())
        .filter(Boolean)
        .map(resource => `${container}/${bound}s.${resource}`);
    });
}

function ephemeralStarts(raw: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(
    items(at(raw, 'status', 'ephemeralContainerStatuses')).flatMap(status => {
      const started =
        time(at(status, 'state', 'running', 'startedAt')) ??
        time(at(status, 'state', 'terminated', 'startedAt'));
      const name = text(at(status, 'name'));
      return name !== undefined && started !== undefined
        ? [[name, started]]
        : [];
    }),
  );
}

export const pods = defineKind<PodObject>({
  group: '',
  resource: 'pods',
  kind: 'Pod',
  namespaced: true,
  versions: ['v1'],
  project: raw => {
    const metadata = at(raw, 'metadata');
    const annotations = fields(at(metadata, 'annotations'));
    const phase = text(at(raw, 'status', 'phase'));
    return {
      ...objectMeta(raw),
      owner: controllingOwner(raw),
      template: podTemplate(metadata, at(raw, 'spec')),
      ready: at(condition(raw, 'Ready'), 'status') === 'True',
      finished: phase === 'Succeeded' || phase === 'Failed',
      startedAt:
        time(at(raw, 'status', 'startTime')) ??
        time(at(metadata, 'creationTimestamp')),
      ephemeralStarts: ephemeralStarts(raw),
      mirror: Object.hasOwn(annotations, 'kubernetes.io/config.mirror'),
      injectors: injectorsOf([
        ...Object.keys(annotations),
        ...Object.keys(fields(at(metadata, 'labels'))),
      ]),
      limitRanged: limitRanged(text(annotations['kubernetes.io/limit-ranger'])),
    };
  },
});
