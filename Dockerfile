# docker build -t ronda .    Then see docs/operations.md.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY crawler crawler
COPY spiders spiders
COPY pipelines pipelines
COPY storage storage
RUN python -m venv /opt/ronda && /opt/ronda/bin/pip install --no-cache-dir .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 ronda && install -d -o ronda -g ronda /data
COPY --from=build /opt/ronda /opt/ronda
ENV PATH=/opt/ronda/bin:$PATH PYTHONUNBUFFERED=1
USER ronda
# ronda.toml and ronda.db are looked for here
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["ronda"]
CMD ["schedule"]
