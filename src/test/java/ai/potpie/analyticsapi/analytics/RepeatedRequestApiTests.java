package ai.potpie.analyticsapi.analytics;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.web.HandledRequests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that is sent again is answered as it would be if it was new, whatever it
 * asks.
 */
@ApiTest
@TestPropertySource(properties = { "analytics.cache.size=64MB", "analytics.rate-limit=1000",
		"analytics.cors-allowed-origins=https://dash.example.com" })
@Import(HandledRequests.class)
class RepeatedRequestApiTests {

	private static final String[][] HEADERS = { {}, { "Origin", "https://dash.example.com" },
			{ "Accept-Encoding", "gzip" }, { "Accept", "text/csv;q=0.5, application/json" } };

	private AnalyticsApi api;

	@Autowired
	private HandledRequests handledRequests;

	@BeforeEach
	void store(@LocalServerPort int port, @Autowired LocalLogfire logfire) {
		this.api = new AnalyticsApi(port, AnalyticsApi.USER_TOKEN);
		for (int i = 1; i <= 3; i++) {
			logfire.store(List.of(SpanRecord.builder("%032x".formatted(i), "%016x".formatted(i), "agent_run_usage")
				.time(ApiTest.NOW.minusSeconds(60 * i), Duration.ofMillis(5))
				.attributes(Map.of("user_id", "user_123", "run_id", "run" + i, "conversation_id", "c" + i,
						"actual_cost", 0.5))
				.build()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/user/user_123?days=7", "/me?days=7", "/me?days=7&fill=zero&cost=estimated",
			"/user/user_123?days=7&format=csv&section=outcomes", "/me?days=7&format=xlsx", "/me/usage?days=7&top=1",
			"/me/usage?days=7&format=focus", "/user/user_123/compare?days=7", "/me/compare?days=7&format=ndjson",
			"/user/user_123/runs?days=7&limit=1", "/me/runs?days=7&limit=1&sort=cost",
			"/me/conversations?days=7&limit=1" })
	void repeatedRequestsGetTheAnswerOfANewRequest(String path) {
		String request = "/api/v1/analytics" + path;
		// Another text that asks the same
		String same = request.replace("days", "d%61ys");
		for (String[] headers : HEADERS) {
			this.api.bytes(request, headers);
			HttpResponse<byte[]> asNew = this.api.bytes(same, headers);
			int before = this.handledRequests.count();
			HttpResponse<byte[]> repeated = this.api.bytes(request, headers);
			assertThat(this.handledRequests.count()).isEqualTo(before);
			assertThat(repeated.statusCode()).isEqualTo(200).isEqualTo(asNew.statusCode());
			assertThat(repeated.body()).isEqualTo(asNew.body());
			assertThat(headers(repeated)).isEqualTo(headers(asNew));
		}
	}

	/** All but those that are of one request. */
	private static Map<String, List<String>> headers(HttpResponse<?> answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
		assertThat(headers.keySet()).contains("x-request-id", "server-timing", "ratelimit", "ratelimit-policy", "etag",
				"vary", "x-content-type-options");
		headers.keySet().removeAll(List.of("x-request-id", "server-timing", "ratelimit", "date"));
		headers.computeIfPresent("link",
				(name, links) -> links.stream().map((link) -> link.replace("%61", "a")).toList());
		return headers;
	}

}
