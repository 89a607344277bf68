# syntax=docker/dockerfile:1

# The worker's image: `docker build -t ecs-drain .`. With `--target laptop` what docker-compose.yml runs beside it.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY local-aws/package.json local-aws/
RUN npm ci --no-audit --no-fund
COPY tsconfig.json LICENSE ./
COPY scripts scripts
COPY src src
RUN npm run build
# What runs, and nothing else: of the SDK the native core alone, and of that the one for this platform.
RUN core=node_modules/@temporalio/core-bridge \
  && platform=$(uname -m)-unknown-linux-gnu \
  && mkdir -p image/dist image/$core/releases \
  && cp package.json LICENSE image/ \
  && cp dist/worker.cjs dist/workflow-worker-thread.js dist/workflow-bundle.js dist/mappings.wasm dist/cli.cjs dist/third-party-licenses.txt image/dist/ \
  && cp $core/package.json image/$core/ \
  && cp -r $core/releases/$platform image/$core/releases/

# The local AWS, and the starter as one of its functions.
FROM build AS laptop
COPY dev dev
COPY local-aws local-aws

FROM node:22-bookworm-slim AS worker
LABEL org.opencontainers.image.title="ecs-drain" \
  org.opencontainers.image.description="Drains ECS container instances that Auto Scaling terminates" \
  org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
  ECS_DRAIN_METRICS_ADDRESS=0.0.0.0:9464 \
  ECS_DRAIN_HEALTH_ADDRESS=0.0.0.0:8080
WORKDIR /app
COPY --from=build /build/image ./
# By its number, as orchestrators that refuse root want it. Nothing is ever written: the root filesystem may be read-only.
USER 1000:1000
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
# For Docker; ECS wants the same in the task definition.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://${process.env.ECS_DRAIN_HEALTH_ADDRESS}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/worker.cjs"]
