# syntax=docker/dockerfile:1
# Entente with its reader and its API. Built in one image, run in another that has no build tools.

FROM python:3.12.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/run.txt requirements/
RUN python -m venv /opt/entente \
 && /opt/entente/bin/pip install --require-hashes --requirement requirements/run.txt
COPY pyproject.toml README.md ./
COPY schemas schemas
COPY cypher cypher
COPY ingest ingest
COPY api api
RUN /opt/entente/bin/pip install --no-deps --no-build-isolation .

FROM python:3.12.11-slim-bookworm
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin entente
COPY --from=build /opt/entente /opt/entente
COPY docker/entente-api docker/entente-health /opt/entente/bin/
ENV PATH=/opt/entente/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /home/entente
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=5 CMD ["entente-health"]
ENTRYPOINT ["entente-api"]
