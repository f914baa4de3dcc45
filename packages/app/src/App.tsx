import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/navModule';

/**
 * The demo portal. The catalog, org, user settings and readiness plugins are
 * discovered from package.json (`app.packages: all`).
 */
export const app = createApp({ features: [navModule] });
