import { callerOf, type RegisterRoutes } from '../RouteContext';

/** What of the configuration does not do what its author expects. */
export const healthRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, access, configHealth } = context;

  router.get('/health', async (req, res) => {
    await access.requireClusters(await callerOf(httpAuth, req));
    res.json({ problems: await configHealth.problems() });
  });
};
