# The shop's image.
FROM debian:12 AS build
RUN make
ENTRYPOINT ["/shop"]
