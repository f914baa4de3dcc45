import { mockServices } from '@backstage/backend-test-utils';
import { PluginToken } from './PluginToken';

const MINUTE = 60_000;

describe('PluginToken', () => {
  it('is renewed before it expires, and after a failure', async () => {
    let now = 0;
    const getPluginRequestToken = jest
      .fn()
      .mockResolvedValueOnce({ token: 'first' })
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce({ token: 'second' });
    const token = PluginToken.create({
      auth: mockServices.auth.mock({
        getOwnServiceCredentials: async () => ({
          $$type: '@backstage/BackstageCredentials',
          principal: { type: 'service', subject: 'plugin:readiness' },
        }),
        getPluginRequestToken,
      }),
      targetPluginId: 'kubernetes',
      now: () => now,
    });
    expect(await token.get()).toBe('first');
    now += 29 * MINUTE;
    expect(await token.get()).toBe('first');
    expect(getPluginRequestToken).toHaveBeenCalledTimes(1);
    now += 2 * MINUTE;
    await expect(token.get()).rejects.toThrow('down');
    expect(await token.get()).toBe('second');
    expect(getPluginRequestToken).toHaveBeenLastCalledWith(
      expect.objectContaining({ targetPluginId: 'kubernetes' }),
    );
  });
});
