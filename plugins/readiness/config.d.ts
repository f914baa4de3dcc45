export interface Config {
  readiness?: {
    portal?: {
      /**
       * Seconds between two looks at a running scan. Defaults to 2.
       * @visibility frontend
       */
      pollSeconds?: number;
    };
  };
}
