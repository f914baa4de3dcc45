import { pods } from './pods';

const podWith = (status: object, spec: object = {}) =>
  pods.project({
    metadata: { name: 'cart-1', namespace: 'shop' },
    spec: { nodeName: 'node-1', ...spec },
    status,
  });

describe('projection of pods', () => {
  it('names what containers of either sort run', () => {
    expect(
      podWith({
        containerStatuses: [
          { name: 'app', image: 'cart:1', imageID: 'cart@sha256:a' },
          { name: 'starting', image: 'cart:1', imageID: '' },
        ],
        initContainerStatuses: [{ name: 'setup', imageID: 'sha256:b' }],
      }).images,
    ).toEqual([
      { container: 'app', image: 'cart:1', imageId: 'cart@sha256:a' },
      { container: 'setup', image: '', imageId: 'sha256:b' },
    ]);
  });

  it('names an image as it was asked for, whatever the runtime calls it', () => {
    const { images } = podWith(
      {
        containerStatuses: [
          { name: 'app', image: 'sha256:a', imageID: 'cart@sha256:a' },
        ],
      },
      { containers: [{ name: 'app', image: 'cart:1.2@sha256:a' }] },
    );
    expect(images).toEqual([
      {
        container: 'app',
        image: 'cart:1.2@sha256:a',
        imageId: 'cart@sha256:a',
      },
    ]);
  });

  it('keeps the reason why a container waits, and not the message', () => {
    const { waiting } = podWith({
      containerStatuses: [
        {
          name: 'app',
          state: {
            waiting: {
              reason: 'CreateContainerConfigError',
              message: 'secret "db-password-hunter2" not found',
            },
          },
        },
        { name: 'fine', state: { running: {} } },
        { name: 'odd', state: { waiting: {} } },
      ],
    });
    expect(waiting).toEqual([
      { container: 'app', reason: 'CreateContainerConfigError' },
    ]);
  });

  it('knows its node once it is scheduled', () => {
    expect(podWith({}).nodeName).toBe('node-1');
    expect(podWith({}, { nodeName: undefined }).nodeName).toBeUndefined();
  });

  it.each([
    ['Unschedulable', Date.parse('2026-11-22T10:00:00Z')],
    ['SchedulingGated', undefined],
  ])('knows since when it waits for a node: %s', (reason, since) => {
    expect(
      podWith({
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason,
            lastTransitionTime: '2026-11-22T10:00:00Z',
          },
        ],
      }).unschedulableSince,
    ).toBe(since);
  });
});
