import type { PodObject } from '../inventory/folded';
import { controllingOwner } from './controller';
import { at, fields, items, text, time, word } from './fields';
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

const STATUSES = ['containerStatuses', 'initContainerStatuses'] as const;

/** Statuses of main and init containers, sidecars among them. */
function statuses(raw: unknown): readonly unknown[] {
  return STATUSES.flatMap(list => items(at(raw, 'status', list)));
}

/** By the specification: runtimes write into the status whatever name they know. */
function askedImage(raw: unknown, container: string): string | undefined {
  const asked = ['containers', 'initContainers']
    .flatMap(list => items(at(raw, 'spec', list)))
    .find(entry => at(entry, 'name') === container);
  return word(at(asked, 'image'));
}

function images(raw: unknown): PodObject['images'] {
  return statuses(raw).flatMap(status => {
    const container = text(at(status, 'name'));
    const imageId = word(at(status, 'imageID'));
    if (container === undefined || imageId === undefined) return [];
    const image = askedImage(raw, container) ?? text(at(status, 'image')) ?? '';
    return [{ container, image, imageId }];
  });
}

function waiting(raw: unknown): PodObject['waiting'] {
  return statuses(raw).flatMap(status => {
    const container = text(at(status, 'name'));
    const reason = word(at(status, 'state', 'waiting', 'reason'));
    return container !== undefined && reason !== undefined
      ? [{ container, reason }]
      : [];
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

/** A gated pod waits on purpose and has another reason. */
function unschedulableSince(raw: unknown): number | undefined {
  const scheduled = condition(raw, 'PodScheduled');
  return at(scheduled, 'status') === 'False' &&
    at(scheduled, 'reason') === 'Unschedulable'
    ? time(at(scheduled, 'lastTransitionTime'))
    : undefined;
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
      nodeName: word(at(raw, 'spec', 'nodeName')),
      unschedulableSince: unschedulableSince(raw),
      images: images(raw),
      waiting: waiting(raw),
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
