import { parseAutoscalerStatus, parseGoTime } from './parseAutoscalerStatus';

const TEXT = `Cluster-autoscaler status at 2020-11-25 08:19:44.090873082 +0000 UTC:
Cluster-wide:
  Health:      Healthy (ready=4 unready=0 notStarted=0 longNotStarted=0 registered=4 longUnregistered=0)
               LastProbeTime:      2020-11-25 08:19:43.9 +0000 UTC m=+0.1
  ScaleUp:     InProgress (ready=4 registered=4)
  ScaleDown:   NoCandidates (candidates=0)

NodeGroups:
  Name:        pool-a
  Health:      Healthy (ready=1 registered=1 cloudProviderTarget=2 (minSize=1, maxSize=3))
  ScaleUp:     NoActivity (ready=1 cloudProviderTarget=2)

  Name:        pool-b
  Health:      Unhealthy (ready=3 cloudProviderTarget=3 (minSize=3, maxSize=3))
`;

const YAML = `time: 2023-11-30 08:59:28.494297 +0000 UTC
autoscalerStatus: Running
clusterWide:
  health:
    status: Healthy
    nodeCounts:
      registered:
        total: 4
        ready: 4
nodeGroups:
- name: pool-a
  health:
    status: Healthy
    nodeCounts:
      registered:
        total: 1
    cloudProviderTarget: 2
    minSize: 1
    maxSize: 3
  scaleUp:
    status: Backoff
    backoffInfo:
      errorCode: cloudProviderError
      errorMessage: |-
        out of capacity
        name: not-a-group
        maxSize: 99
- name: "pool-b"
  health:
    cloudProviderTarget: 3
    minSize: 3
    maxSize: 3
`;

const SIZES = [
  { name: 'pool-a', min: 1, max: 3, target: 2 },
  { name: 'pool-b', min: 3, max: 3, target: 3 },
];
const GROUPS = [
  {
    ...SIZES[0],
    health: 'Healthy',
    scaleUp: 'Backoff',
    errorCode: 'cloudProviderError',
  },
  SIZES[1],
];

describe('parseAutoscalerStatus', () => {
  it('trap 25: reads the text format', () => {
    expect(parseAutoscalerStatus(TEXT)).toEqual({
      updatedAt: Date.parse('2020-11-25T08:19:44.090Z'),
      status: 'Running',
      health: 'Healthy',
      groups: [
        { ...SIZES[0], health: 'Healthy', scaleUp: 'NoActivity' },
        { ...SIZES[1], health: 'Unhealthy' },
      ],
      parsed: true,
    });
  });

  it('trap 25: reads the YAML format, whatever stands in error messages', () => {
    expect(parseAutoscalerStatus(YAML)).toEqual({
      updatedAt: Date.parse('2023-11-30T08:59:28.494Z'),
      status: 'Running',
      health: 'Healthy',
      groups: GROUPS,
      parsed: true,
    });
  });

  it('reads entries whose dash stands alone', () => {
    const alone = YAML.replace(/^- name/gm, '-\n  name');
    expect(parseAutoscalerStatus(alone).groups).toEqual(GROUPS);
  });

  it('trap 25: reads the monotonic suffix of Go and back-off of the text format', () => {
    const text = TEXT.replace('+0000 UTC:', '+0000 UTC m=+2030.02:').replace(
      'ScaleUp:     NoActivity',
      'ScaleUp:     Backoff',
    );
    expect(parseAutoscalerStatus(text)).toMatchObject({
      updatedAt: Date.parse('2020-11-25T08:19:44.090Z'),
      groups: [{ scaleUp: 'Backoff' }, {}],
    });
  });

  it('drops what a cloud wrote of the back-off', () => {
    expect(JSON.stringify(parseAutoscalerStatus(YAML))).not.toContain(
      'out of capacity',
    );
  });

  it('reads indented lists of groups as well', () => {
    const indented = YAML.split('nodeGroups:\n')
      .map((part, i) => (i === 0 ? part : part.replace(/^/gm, '  ')))
      .join('nodeGroups:\n');
    expect(parseAutoscalerStatus(indented).groups).toEqual(GROUPS);
  });

  it('trap 25: reads an autoscaler that is starting in both formats', () => {
    expect(
      parseAutoscalerStatus(
        'Cluster-autoscaler status at 2020-11-25 08:19:44 +0000 UTC:\nInitializing\n',
      ),
    ).toMatchObject({ status: 'Initializing', groups: [], parsed: true });
    expect(
      parseAutoscalerStatus('autoscalerStatus: Initializing\n'),
    ).toMatchObject({ status: 'Initializing', groups: [], parsed: true });
  });

  it.each(['', 'hello', '{"a": 1}', '- a\n- b'])(
    'says that "%s" is neither',
    text => {
      expect(parseAutoscalerStatus(text)).toMatchObject({
        parsed: false,
        groups: [],
      });
    },
  );
});

describe('parseGoTime', () => {
  it.each([
    [
      '2020-11-25 08:19:44.090873082 +0000 UTC m=+1.2',
      '2020-11-25T08:19:44.090Z',
    ],
    ['2020-11-25 08:19:44 +0200 CEST', '2020-11-25T06:19:44Z'],
    ['2020-11-25T08:19:44Z', '2020-11-25T08:19:44Z'],
    ['"2020-11-25 08:19:44.5"', '2020-11-25T08:19:44.5Z'],
  ])('reads %s', (text, iso) => {
    expect(parseGoTime(text)).toBe(Date.parse(iso));
  });

  it.each([undefined, '', 'yesterday', '2020-13-45 99:99:99 +0000 UTC'])(
    'does not read %s',
    text => {
      expect(parseGoTime(text)).toBeUndefined();
    },
  );
});
