import type { ObjectMeta } from './metadata';

/** @public */
export interface ServiceObject extends ObjectMeta {
  /** Absent for a Service without selector. */
  selector?: Readonly<Record<string, string>>;
  /** Of type LoadBalancer or NodePort, or with external addresses. */
  external: boolean;
  /** Of type LoadBalancer: something outside of the cluster is paid for it. */
  loadBalancer: boolean;
  /** Without a cluster IP: its pods are found one by one. */
  headless: boolean;
  /** Names pods that are not ready, so that peers find each other early. */
  publishesNotReady: boolean;
  ports: readonly ServicePort[];
}

/** @public */
export interface ServicePort {
  name?: string;
  port: number;
  /** Name or number of the container's port, as text; the port itself by default. */
  targetPort: string;
}
