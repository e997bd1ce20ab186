# syntax=docker/dockerfile:1
# Two stages: the first installs what requirements.lock names, checked by hash, the second runs it and holds nothing else.

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /carnet
COPY requirements.lock ./
RUN /carnet/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
# The builder is in the lock too; nobody needs it, or pip, once Carnet is installed.
RUN /carnet/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index . \
    && /carnet/bin/pip uninstall --yes setuptools pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home carnet
COPY --from=build /carnet /carnet
USER carnet
WORKDIR /data
VOLUME /data
ENV PATH=/carnet/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=sqlite+aiosqlite:////data/carnet.db \
    CARNET_FILES=/data/files
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["carnet"]
CMD ["serve"]
