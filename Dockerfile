# The service:              docker build -t analytics-api .
# It and a local Logfire:   docker build -t analytics-api-demo --target demo .
#
# The base images are arguments, so that a mirror's or your own can take their place, or one
# that is pinned: --build-arg RUNTIME_IMAGE=eclipse-temurin:25-jre@sha256:... A tag gets
# patches with each build, a digest with each that names a newer one. The second needs bash.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre


FROM ${BUILD_IMAGE} AS dependencies
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
# A layer of its own, which stays until the pom changes
RUN ./mvnw --batch-mode --no-transfer-progress --quiet dependency:go-offline


FROM dependencies AS jar
COPY src src
RUN ./mvnw --batch-mode --no-transfer-progress --quiet -Dmaven.test.skip=true package \
	&& java -Djarmode=tools -jar target/analytics-api.jar extract --destination /extracted
# DuckDB's library for this platform alone, and beside its jar, from where it is loaded: it
# need not be unpacked at each start, and nothing in /tmp need be executable
WORKDIR /duckdb
RUN jar="$(ls /extracted/lib/duckdb_jdbc-*.jar)" \
	&& jar --extract --file "$jar" \
	&& mv "libduckdb_java.so_linux_$(dpkg --print-architecture)" /extracted/lib/ \
	&& rm libduckdb_java.so_* \
	&& jar --create --no-manifest --file "$jar" .


FROM ${RUNTIME_IMAGE} AS runtime
LABEL org.opencontainers.image.title="Analytics API" \
	org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY src/main/docker/ ./
EXPOSE 8001 8081
# Everything is written to /tmp or not at all: the root may be read-only
ENTRYPOINT ["java", "@/app/java.options", "-XX:AOTCache=/app/analytics-api.aot", "-jar", "analytics-api.jar"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/app/ask", "/livez"]


FROM runtime AS demo
COPY --from=jar /extracted/ ./
ENV SPRING_PROFILES_ACTIVE=demo
RUN ./train demo-token -jar analytics-api.jar
# Published ports lead to the container's address, not to its loopback
ENV LOCAL_LOGFIRE_ADDRESS=0.0.0.0
EXPOSE 4318
USER 10001:10001


FROM runtime AS production
# What changes least comes first
COPY --from=jar /extracted/lib/ ./lib/
COPY --from=jar /extracted/analytics-api.jar ./
# Learns with a Logfire that is on this machine for as long as it takes
RUN java -jar analytics-api.jar --spring.profiles.active=local-logfire & \
	ANALYTICS_API_TOKENS=*=training ANALYTICS_ALLOW_WEAK_TOKENS=true \
	LOGFIRE_BASE_URL=http://localhost:4318 LOGFIRE_READ_TOKEN=local-read-token \
	./train training -jar analytics-api.jar && kill $!
USER 10001:10001
