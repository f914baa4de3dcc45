import type { KubeObject } from '../objects/KubeObject';
import {
  SelectorError,
  parseFieldSelector,
  parseLabelSelector,
} from './selectors';

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'a',
    namespace: 'shop',
    labels: { app: 'web', tier: 'front' },
  },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
};

describe('parseLabelSelector', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app=other', false],
    ['app in (web, api),tier', true],
    ['app notin (web)', false],
    ['missing notin (x)', true],
    ['missing!=x', true],
    ['!missing', true],
    ['!app', false],
    ['missing', false],
  ])('%s selects the pod: %s', (text, expected) => {
    expect(parseLabelSelector(text)(pod)).toBe(expected);
  });

  it('refuses what is no selector', () => {
    expect(() => parseLabelSelector('app in web')).toThrow(SelectorError);
  });
});

describe('parseFieldSelector', () => {
  it.each([
    ['metadata.name=a', true],
    ['metadata.namespace!=shop', false],
    ['status.phase=Running,spec.nodeName=n1', true],
    ['status.phase!=Running', false],
  ])('%s selects the pod: %s', (text, expected) => {
    expect(parseFieldSelector(text, 'Pod')(pod)).toBe(expected);
  });

  it('refuses fields that the kind does not select by', () => {
    expect(() => parseFieldSelector('spec.nodeName=n1', 'Service')).toThrow(
      'field label not supported: spec.nodeName',
    );
  });
});
