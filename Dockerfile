# The backend with the portal in it, on port 7007.
#
#   docker build -t release-desk .
#   docker run -p 7007:7007 --env-file .env release-desk

# Only what decides about dependencies, so that this layer outlives changes of
# the sources.
FROM node:24-trixie-slim AS manifests
WORKDIR /app
COPY backstage.json package.json yarn.lock .yarnrc.yml ./
COPY .yarn/releases .yarn/releases
COPY packages packages
COPY plugins plugins
COPY examples/package.json examples/
COPY benchmarks/package.json benchmarks/
RUN find packages plugins -mindepth 2 -maxdepth 2 ! -name package.json -exec rm -rf {} +

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN node .yarn/releases/yarn-4.13.0.cjs install --immutable
COPY . .
RUN node .yarn/releases/yarn-4.13.0.cjs build \
  && mkdir -p /bundle/skeleton /bundle/sources \
  && tar -xzf packages/backend/dist/skeleton.tar.gz -C /bundle/skeleton \
  && tar -xzf packages/backend/dist/bundle.tar.gz -C /bundle/sources

FROM node:24-trixie-slim
RUN mkdir /app && chown node:node /app
USER node
WORKDIR /app
ENV NODE_ENV=production
COPY --chown=node:node .yarn/releases .yarn/releases
COPY --chown=node:node .yarnrc.yml backstage.json ./
COPY --chown=node:node --from=build /bundle/skeleton ./
COPY --chown=node:node package.json yarn.lock ./
RUN node .yarn/releases/yarn-4.13.0.cjs workspaces focus --all --production \
  && rm -rf ~/.yarn ~/.cache
COPY --chown=node:node --from=build /bundle/sources ./
COPY --chown=node:node app-config.yaml app-config.production.yaml ./
EXPOSE 7007
CMD ["node", "packages/backend", "--config", "app-config.yaml", "--config", "app-config.production.yaml"]
