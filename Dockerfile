# docker build -t cldlint . && docker run --rm -v "$PWD:/work:ro" cldlint check
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /source/target/release/cldlint /cldlint
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/cldlint"]
