package ai.potpie.analyticsapi.analytics;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.oracle.AnalyticsCase;
import ai.potpie.analyticsapi.analytics.oracle.ComparisonCase;
import ai.potpie.analyticsapi.analytics.oracle.ListCase;
import ai.potpie.analyticsapi.analytics.oracle.UsageCase;
import ai.potpie.analyticsapi.analytics.oracle.UsersCase;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.DataFusionLogfire;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.NeedsPython;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same spans in DuckDB, which is the local Logfire's engine, and in DataFusion, which
 * is Logfire's: the service has the same answers from both.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "analytics.cache.size=0",
				"logfire.read-token=" + DataFusionTests.READ_TOKEN,
				"analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN })
@NeedsPython({ "datafusion", "pyarrow" })
class DataFusionTests {

	static final String READ_TOKEN = "pylf_v1_us_test";

	private static final Clock CLOCK = Clock.fixed(ApiTest.NOW, ZoneOffset.UTC);

	@Autowired
	private LocalLogfire duckDb;

	@Autowired
	private DataFusionLogfire dataFusion;

	@Autowired
	private LogfireSwitch logfire;

	private AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	static LongStream seeds() {
		return LongStream.range(500_000, 500_008);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void analytics(long seed) {
		AnalyticsCase asked = AnalyticsCase.of(seed, CLOCK);
		String path = user(asked.userId(), "", asked.parameters());
		assertSame(path);
		assertSame(path + "&cost=estimated");
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void usage(long seed) {
		UsageCase asked = UsageCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.parameters();
		parameters.put("group_by", asked.groupBy().stream().distinct().toList());
		for (String granularity : List.of(asked.granularity(), "day", "week", "month", "total")) {
			parameters.set("granularity", granularity);
			assertSame(user(asked.userId(), "/usage", parameters));
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void comparisons(long seed) {
		ComparisonCase asked = ComparisonCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.current().parameters();
		parameters.remove("fill");
		parameters.add("to_start_date", asked.previous().firstDay().toString());
		parameters.add("to_end_date", asked.previous().lastDay().toString());
		assertSame(user(asked.current().userId(), "/compare", parameters));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void summaries(long seed) {
		AnalyticsCase asked = AnalyticsCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.parameters();
		List.of("fill", "days", "start_date", "end_date").forEach(parameters::remove);
		assertSame(user(asked.userId(), "/summary", parameters));
		parameters.add("cost", "estimated");
		assertSame(user(asked.userId(), "/summary", parameters));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void pagesOfRunsAndConversations(long seed) {
		AnalyticsCase asked = AnalyticsCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.parameters();
		parameters.remove("fill");
		for (String list : List.of("runs", "conversations")) {
			for (String sort : List.of("newest", "cost", "duration")) {
				assertSamePages(user(asked.userId(), "/" + list, parameters) + "&limit=20&sort=" + sort);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void pagesOfSpans(long seed) {
		AnalyticsCase asked = AnalyticsCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.parameters();
		parameters.remove("fill");
		assertSamePages(user(asked.userId(), "/raw", parameters) + "&limit=40");
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void users(long seed) {
		UsersCase asked = UsersCase.of(seed, CLOCK);
		MultiValueMap<String, String> parameters = asked.asked().parameters();
		parameters.remove("fill");
		for (String sort : List.of("cost", "runs", "errors", "last_activity")) {
			assertSame("users?" + encoded(parameters) + "&sort=" + sort + "&top=" + asked.top());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "?format=csv", "?format=ndjson", "/usage?format=focus", "/usage?format=csv&group_by=model",
			"/compare?format=csv", "/runs?format=csv", "/conversations?format=ndjson", "/raw?format=csv" })
	void files(String query) {
		List<AnalyticsCase> recent = seeds().mapToObj((seed) -> AnalyticsCase.of(seed, CLOCK))
			.filter(AnalyticsCase::asDays)
			.toList();
		assertThat(recent).isNotEmpty();
		recent.forEach((asked) -> assertSame("user/" + asked.userId() + query + "&days=30"));
	}

	/** The next page is that of DuckDB's answer, which is the same. */
	private void assertSamePages(String path) {
		Optional<String> next = Optional.of(path);
		while (next.isPresent()) {
			next = next(assertSame(next.get()));
		}
	}

	private HttpResponse<String> assertSame(String path) {
		HttpResponse<String> expected = answer(path, this.duckDb.baseUrl());
		HttpResponse<String> answer = answer(path, this.dataFusion.url());
		assertThat(answer.body()).as(path).isEqualTo(expected.body());
		assertThat(next(answer)).as(path).isEqualTo(next(expected));
		return expected;
	}

	private HttpResponse<String> answer(String path, URI engine) {
		this.logfire.askFromNowOn(engine);
		int before = this.logfire.queries();
		HttpResponse<String> answer = this.api.get("/api/v1/analytics/" + path);
		assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
		assertThat(this.logfire.queries()).as(path).isGreaterThan(before);
		return answer;
	}

	private static Optional<String> next(HttpResponse<String> page) {
		return page.headers()
			.firstValue("Link")
			.map((link) -> link.replaceFirst("^</api/v1/analytics/([^>]+)>; rel=\"next\"$", "$1"));
	}

	private static String user(String userId, String answer, MultiValueMap<String, String> parameters) {
		return "user/" + userId + answer + "?" + encoded(parameters);
	}

	private static String encoded(MultiValueMap<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((value) -> entry.getKey() + "=" + encoded(value)))
			.collect(Collectors.joining("&"));
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		LocalLogfire localLogfire() {
			LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));
			logfire.store(seeds().boxed().flatMap(Configuration::spans).toList());
			return logfire;
		}

		private static Stream<SpanRecord> spans(long seed) {
			List<SpanRecord> spans = new ArrayList<>(ListCase.of(seed, CLOCK).spans());
			spans.addAll(UsageCase.of(seed, CLOCK).spans());
			spans.addAll(ComparisonCase.of(seed, CLOCK).spans());
			spans.addAll(UsersCase.of(seed, CLOCK).spans());
			Set<List<Object>> seen = new HashSet<>();
			return spans.stream().filter((span) -> seen.add(place(span)));
		}

		/**
		 * By what {@code /raw} orders: of what is the same, each engine has its order.
		 */
		private static List<Object> place(SpanRecord span) {
			return List.of(span.startTimestamp(), span.traceId(), span.spanId(), span.kind(),
					Optional.ofNullable(span.createdAt()));
		}

		@Bean
		DataFusionLogfire dataFusionLogfire(LocalLogfire logfire) {
			return DataFusionLogfire.withRowsOf(logfire.baseUrl(), READ_TOKEN);
		}

		@Bean
		LogfireSwitch logfireSwitch(LocalLogfire logfire) throws IOException {
			return new LogfireSwitch(logfire.baseUrl());
		}

		@Bean
		DynamicPropertyRegistrar logfireAddress(LogfireSwitch logfire) {
			return (properties) -> properties.add("logfire.base-url", logfire::url);
		}

		@Bean
		@Primary
		Clock fixedClock() {
			return CLOCK;
		}

	}

}
