# An image of the server with its own Java runtime. It has never been built: docs/packages.md says what was checked.
#   docker build --tag codebase-mcp .
#   docker run --interactive --rm --init --shm-size 256m --volume codebase-mcp:/data --volume "$PWD:$PWD:ro" --workdir "$PWD" codebase-mcp
FROM maven:3.9-eclipse-temurin-25 AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends binutils git \
    && rm -rf /var/lib/apt/lists/*
# The package is trained in a session, and PostgreSQL refuses root.
RUN useradd --create-home builder && install --directory --owner builder /src
USER builder
WORKDIR /src
COPY --chown=builder . .
RUN scripts/package

FROM debian:12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 codebase \
    && install --directory --owner codebase --mode 700 /data
COPY --from=build /src/target/package/codebase-mcp /opt/codebase-mcp
# The embedded PostgreSQL and its data. One running container at a time may use them.
ENV CODEBASE_MCP_HOME=/data
VOLUME /data
USER codebase
ENTRYPOINT ["/opt/codebase-mcp/bin/codebase-mcp"]
