import { callerOf, type RegisterRoutes } from '../RouteContext';

/** What is connected and what the next step is. */
export const onboardingRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, access, onboardingReader } = context;

  router.get('/onboarding', async (req, res) => {
    await access.requireClusters(await callerOf(httpAuth, req));
    res.json(await onboardingReader.read());
  });
};
