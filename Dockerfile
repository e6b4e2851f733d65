# Three images, worker, starter and cli, without anything embedded: docker build --target worker .
FROM docker.io/library/maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY settings settings
COPY storage storage
COPY models models
COPY workflows workflows
COPY temporal temporal
COPY traces traces
COPY schema schema
COPY activities activities
COPY worker worker
COPY console console
COPY docs/runbooks.md docs/runbooks.md
COPY starter starter
COPY cli cli
COPY local/pom.xml local/pom.xml
COPY bench/pom.xml bench/pom.xml
COPY system-tests/pom.xml system-tests/pom.xml
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -pl worker,starter,cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
        package dependency:copy-dependencies -DincludeScope=runtime && \
    mkdir -p /out/worker /out/starter /out/cli && \
    cp worker/target/dependency/*.jar worker/target/worker-*.jar /out/worker/ && \
    cp starter/target/dependency/*.jar starter/target/starter-*.jar /out/starter/ && \
    cp cli/target/dependency/*.jar cli/target/cli-*.jar /out/cli/

FROM docker.io/library/eclipse-temurin:17.0.15_6-jre AS java
RUN useradd --system --uid 10001 --no-create-home scout
USER 10001

FROM java AS runtime
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8"

FROM runtime AS worker
COPY --from=build /out/worker /scout
COPY ops/compose/healthy.sh /scout/healthy.sh
ENTRYPOINT ["java", "-cp", "/scout/*", "scout.worker.WorkerApplication"]

FROM runtime AS starter
COPY --from=build /out/starter /scout
COPY ops/compose/healthy.sh /scout/healthy.sh
ENTRYPOINT ["java", "-cp", "/scout/*", "scout.starter.StarterApplication"]

# The client commands: each lives for a moment, and what it answers is all that it prints.
FROM java AS cli
COPY --from=build /out/cli /scout
ENTRYPOINT ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider", "-Dslf4j.internal.verbosity=WARN", "-cp", "/scout/*", "scout.cli.Main"]
