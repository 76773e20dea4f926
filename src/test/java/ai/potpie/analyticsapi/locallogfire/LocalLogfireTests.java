package ai.potpie.analyticsapi.locallogfire;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static ai.potpie.analyticsapi.testing.LocalLogfireClient.JSON;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.TOKEN;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.body;
import static org.assertj.core.api.Assertions.assertThat;

class LocalLogfireTests {

	private static final String COUNT = "SELECT COUNT(*) AS n FROM records";

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	@Test
	void aFileSurvivesARestart(@TempDir Path directory) {
		LocalLogfireProperties properties = properties(directory.resolve("it's.duckdb").toString(), false);
		for (int i = 1; i <= 2; i++) {
			try (LocalLogfire logfire = LocalLogfire.start(properties)) {
				logfire.store(List.of(span(i).build()));
				assertThat(count(logfire)).isEqualTo(i);
			}
		}
	}

	@Test
	void memoryIsForgottenAndNotShared() {
		try (LocalLogfire one = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN));
				LocalLogfire other = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN))) {
			one.store(List.of(span(1).build()));
			assertThat(count(one)).isEqualTo(1);
			assertThat(count(other)).isZero();
		}
	}

	@Test
	void whatIsStoredTwiceIsThereTwice() {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN))) {
			SpanRecord span = span(1).build();
			logfire.store(List.of(span, span));
			logfire.store(List.of());
			logfire.store(List.of(span));
			assertThat(count(logfire)).isEqualTo(3);
		}
	}

	@Test
	void queriesWaitForDemoData() {
		CountDownLatch asked = new CountDownLatch(1);
		Stream<SpanRecord> spans = IntStream.rangeClosed(1, 25_000).mapToObj((n) -> {
			await(asked);
			return span(n).build();
		});
		try (LocalLogfire logfire = LocalLogfire.start(properties("", true), () -> spans)) {
			asked.countDown();
			assertThat(count(logfire)).isEqualTo(25_000);
		}
	}

	@Test
	void demoDataIsNotAddedToOtherData(@TempDir Path directory) {
		String database = directory.resolve("logfire.duckdb").toString();
		for (int i = 0; i < 2; i++) {
			try (LocalLogfire logfire = LocalLogfire.start(properties(database, true),
					() -> Stream.of(span(1).build(), span(2).build()))) {
				assertThat(count(logfire)).isEqualTo(2);
			}
		}
	}

	@Test
	void aQueryOfDemoDataThatFailedToLoadFails() {
		try (LocalLogfire logfire = LocalLogfire.start(properties("", true), () -> {
			throw new IllegalStateException("no data");
		})) {
			assertThat(new LocalLogfireClient(logfire).query(body(COUNT), "application/json").statusCode())
				.isEqualTo(500);
		}
	}

	@Test
	void everyFieldOfARecordComesBack() {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN))) {
			logfire.store(List.of(span(1).parent("00000000000000ff")
				.message("ein Täg 😀")
				.level(17)
				.service("potpie", "1.2")
				.environment("production")
				.scope("a scope", "3")
				.created(Instant.parse("2026-02-11T09:00:07.123456Z"))
				.tags(List.of("b", "a"))
				.exception("ValueError", "bad", "line")
				.attributes("{\"http.response.status_code\":503,\"http.route\":\"/x/{id}\",\n\"url.full\":\"u\"}")
				.resource("{\"process.pid\":42}")
				.status("ERROR", "it broke")
				.eventsAndLinks("[1]", "[2]")
				.build()));
			JsonNode row = new LocalLogfireClient(logfire).rows("SELECT * FROM records").get(0);
			assertThat(JSON.<Map<String, Object>>convertValue(row,
					JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class)))
				.containsAllEntriesOf(Map.ofEntries(Map.entry("kind", "span"),
						Map.entry("parent_span_id", "00000000000000ff"), Map.entry("message", "ein Täg 😀"),
						Map.entry("level", 17), Map.entry("duration", 1.5), Map.entry("service_name", "potpie"),
						Map.entry("service_version", "1.2"), Map.entry("deployment_environment", "production"),
						Map.entry("otel_scope_name", "a scope"), Map.entry("otel_scope_version", "3"),
						Map.entry("created_at", "2026-02-11T09:00:07.123456Z"), Map.entry("tags", List.of("b", "a")),
						Map.entry("is_exception", true), Map.entry("exception_type", "ValueError"),
						Map.entry("exception_message", "bad"), Map.entry("exception_stacktrace", "line"),
						Map.entry("otel_resource_attributes", Map.of("process.pid", 42)),
						Map.entry("otel_status_code", "ERROR"), Map.entry("otel_status_message", "it broke"),
						Map.entry("otel_events", List.of(1)), Map.entry("otel_links", List.of(2)),
						Map.entry("http_response_status_code", 503), Map.entry("http_route", "/x/{id}"),
						Map.entry("url_full", "u"), Map.entry("process_pid", 42)));
		}
	}

	@Test
	void aThousandLargeRowsComeInSmallPieces() {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(TOKEN))) {
			String attributes = "{\"text\":\"%s\"}".formatted("x".repeat(200_000));
			logfire
				.store(IntStream.rangeClosed(1, 1000).mapToObj((n) -> span(n).attributes(attributes).build()).toList());
			HttpResponse<Stream<String>> response = new LocalLogfireClient(logfire).lines(body(
					"SELECT span_name, attributes FROM records ORDER BY start_timestamp DESC", Map.of("limit", 1000)));
			List<Integer> lines = response.body().map(String::length).toList();
			assertThat(lines.stream().mapToLong((length) -> length).sum()).isGreaterThan(200_000_000L);
			// 16 rows at first, then about a million characters
			assertThat(lines).allSatisfy((length) -> assertThat(length).isLessThan(4_000_000));
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static LocalLogfireProperties properties(String database, boolean demoData) {
		return new LocalLogfireProperties("127.0.0.1", 0, database, TOKEN, demoData, false, false);
	}

	private static SpanRecordBuilder span(int n) {
		return SpanRecord.builder("%032x".formatted(n), "%016x".formatted(n), "span " + n)
			.time(NOON.plusSeconds(n), Duration.ofMillis(1500));
	}

	private static int count(LocalLogfire logfire) {
		return new LocalLogfireClient(logfire).rows(COUNT).get(0).path("n").asInt();
	}

}
