/** A Deployment with faults on known lines. */
export const CART = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: { app: cart }
  template:
    metadata:
      labels: { app: cart }
    spec:
      hostPID: true
      containers:
        - name: app
          image: registry.example/cart:latest
          env:
            - name: DB_PASSWORD
              value: hunter2-and-more
          resources:
            requests:
              cpu: 100m
`;

/** The same without a fault that has to be fixed. */
export const SOUND = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: sound
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: sound }
  template:
    metadata:
      labels: { app: sound }
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: app
          image: registry.example/sound@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 128Mi, cpu: 200m }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: sound, namespace: shop }
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: sound }
`;
