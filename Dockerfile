# syntax=docker/dockerfile:1

# The worker's image: `docker build -t ecs-drain .`. With `--target laptop` what docker-compose.yml runs beside it.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY local-aws/package.json local-aws/
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build

# What the programs depend on, and of the SDK's native core the one for this platform: its package has it for five.
FROM node:22-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund
RUN cd node_modules/@temporalio/core-bridge/releases \
  && find . -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

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
COPY package.json LICENSE ./
COPY --from=dependencies /build/node_modules node_modules
COPY --from=build /build/dist dist
# By its number, as orchestrators that refuse root want it. Nothing is ever written: the root filesystem may be read-only.
USER 1000:1000
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
# For Docker; ECS wants the same in the task definition.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://${process.env.ECS_DRAIN_HEALTH_ADDRESS}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/worker/worker.js"]
