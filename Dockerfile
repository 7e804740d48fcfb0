# Three stages: build everything, install what runs, put both on a base with PostgreSQL's programs.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY libs/contract/package.json libs/contract/
COPY libs/engine/package.json libs/engine/
COPY libs/catalog/package.json libs/catalog/
COPY apps/server/package.json apps/server/
COPY apps/cli/package.json apps/cli/
COPY apps/cli/bin apps/cli/bin
COPY apps/web/package.json apps/web/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /build
COPY --from=build /build/package.json /build/package-lock.json /build/.npmrc ./
COPY --from=build /build/libs/contract/package.json libs/contract/
COPY --from=build /build/libs/engine/package.json libs/engine/
COPY --from=build /build/libs/catalog/package.json libs/catalog/
COPY --from=build /build/apps/server/package.json apps/server/
COPY --from=build /build/apps/cli/package.json apps/cli/
COPY --from=build /build/apps/cli/bin apps/cli/bin
RUN npm ci --no-audit --no-fund --omit=dev \
      --workspace @holdfast/contract --workspace @holdfast/engine --workspace @holdfast/catalog \
      --workspace @holdfast/server --workspace @holdfast/cli

FROM node:24-bookworm-slim
# pg_dump must not be older than the server it dumps, and a drill restores into a server of the same major: all that
# PostgreSQL supports. None of them is to run by itself.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common zstd age \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends \
      postgresql-13 postgresql-14 postgresql-15 postgresql-16 postgresql-17 postgresql-18 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/holdfast
COPY --from=packages /build ./
COPY --from=build /build/libs/contract/dist libs/contract/dist
COPY --from=build /build/libs/engine/dist libs/engine/dist
COPY --from=build /build/libs/catalog/dist libs/catalog/dist
COPY --from=build /build/apps/server/dist apps/server/dist
COPY --from=build /build/apps/cli/dist apps/cli/dist
COPY --from=build /build/apps/web/dist apps/web/dist
COPY LICENSE README.md ./
RUN install -d -o node -g node -m 0700 /var/lib/holdfast \
 && ln -s /opt/holdfast/apps/cli/bin/holdfast.js /usr/local/bin/holdfast
USER node
# Keyring and work files stand beside the storage, on the same volume.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 BACKUP_STORAGE_PATH=/var/lib/holdfast/backups
VOLUME /var/lib/holdfast
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "apps/server/dist/main.js"]
