import { UsageError, parseArguments } from './parseArguments';

describe('parseArguments', () => {
  it('reads several clusters', () => {
    expect(
      parseArguments(
        ['--cluster', 'prod=6441=a/prod', '--cluster', 'test=0=/b'],
        '/home',
      ),
    ).toEqual({
      clusters: [
        { name: 'prod', port: 6441, folder: '/home/a/prod' },
        { name: 'test', port: 0, folder: '/b' },
      ],
    });
  });

  it('names a single cluster like its folder', () => {
    expect(
      parseArguments(['--port', '1', '--recording', 'r/cluster'], '/home'),
    ).toEqual({
      clusters: [{ name: 'cluster', port: 1, recording: '/home/r/cluster' }],
    });
  });

  it.each([
    [[]],
    [['--cluster', 'prod']],
    [['--folder', 'x']],
    [['--port', '70000', '--folder', 'x']],
    [['--port', '1', '--folder', 'x', '--recording', 'y']],
    [['--unknown']],
  ])('refuses %j', args => {
    expect(() => parseArguments(args, '/home')).toThrow(UsageError);
  });
});
