package ai.potpie.analyticsapi.locallogfire;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TracePageEndpointTests {

	private static final String TRACE = "019c4c1f6d2f7a31b6d0c5e8f4a29b10";

	private static final Instant START = Instant.parse("2026-02-11T09:13:02.512317Z");

	@Test
	void aTraceIsShownAsATreeToWhomeverHasItsId() {
		HttpResponse<String> page = page(true, "trace_id='" + TRACE + "'");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
		assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(page.body()).isEqualTo("""
				2026-02-11T09:13:02.512317Z  1500.000 ms  POST /<b>  [error]  ValueError: no é
				  {"user_id":"u"}

				    2026-02-11T09:13:03.512317Z  1500.000 ms  chat  [info]
				      {"user_id":"u"}

				    2026-02-11T09:13:04.512317Z  log  said  [info]
				      {"user_id":"u"}

				""");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "trace_id='x'", "trace_id='" + TRACE + "' OR 1=1", "trace_id LIKE '%'", "user_id='u'" })
	void anythingElseIsRefused(String query) {
		assertThat(page(true, query).statusCode()).isEqualTo(400);
	}

	@Test
	void anUnknownTraceIsNotFound() {
		assertThat(page(true, "trace_id='" + "0".repeat(32) + "'").statusCode()).isEqualTo(404);
	}

	@Test
	void withoutDemoDataThereIsNoPage() {
		assertThat(page(false, "trace_id='" + TRACE + "'").statusCode()).isEqualTo(404);
	}

	private static HttpResponse<String> page(boolean demoData, String query) {
		LocalLogfireProperties properties = new LocalLogfireProperties("127.0.0.1", 0, "", "token", demoData, false,
				false);
		try (LocalLogfire logfire = LocalLogfire.start(properties, TracePageEndpointTests::spans)) {
			return new LocalLogfireClient(logfire)
				.get("/local/local-logfire?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), Map.of());
		}
	}

	private static Stream<SpanRecord> spans() {
		return Stream.of(span(1, "POST /<b>").level(17).exception("ValueError", "no é", null),
				span(2, "chat").parent("%016x".formatted(1)), span(3, "said").parent("%016x".formatted(1)).kind("log"),
				SpanRecord.builder("0a".repeat(16), "%016x".formatted(1), "another"))
			.map(SpanRecordBuilder::build);
	}

	private static SpanRecordBuilder span(int number, String name) {
		return SpanRecord.builder(TRACE, "%016x".formatted(number), name)
			.time(START.plusSeconds(number - 1), Duration.ofMillis(1500))
			.attributes(Map.of("user_id", "u"));
	}

}
