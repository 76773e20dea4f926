package ai.potpie.analyticsapi.analytics;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /me} is {@code /user/user_123} to the token of user_123.
 */
@ApiTest
class OwnAnalyticsApiTests {

	private static final String ME = "/api/v1/analytics/me";

	private AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port, @Autowired LocalLogfire logfire) {
		this.api = new AnalyticsApi(port, AnalyticsApi.USER_TOKEN);
		for (int i = 1; i <= 5; i++) {
			logfire.store(List.of(SpanRecord.builder("%032x".formatted(77), "%016x".formatted(i), "agent_run_usage")
				.time(Instant.parse("2026-02-11T09:00:00Z").minusSeconds(i), Duration.ofMillis(5))
				.attributes(Map.of("user_id", "user_123", "run_id", "run" + i, "actual_cost", 0.5))
				.build()));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "?days=90&timezone=Europe/Paris&fill=zero", "?start_date=2026-02-11&end_date=2026-02-11",
					"?project_id=a&project_id=b", "?cost=estimated", "?days=0", "?days=1&days=2", "?user_id=user_456",
					"?nope=1&fill=x", "/raw", "/raw?days=2&limit=1000", "/raw?run_id=run3", "/raw?span_name=nothing",
					"/raw?limit=0", "/raw?cursor=x", "/raw?fill=zero", "/nothing", "/raw/nothing", "/" })
	void answerIsThatOfTheTokensUser(String path) {
		same(this.api.get(ME + path), this.api.user("user_123" + path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson", "text/html", "*/*" })
	void ownPathsAcceptTheSameMediaTypes(String accept) {
		for (String path : List.of("", "/raw")) {
			same(this.api.get(ME + path, "Accept", accept), this.api.user("user_123" + path, "Accept", accept));
		}
	}

	@Test
	void pagesOfOwnDataLinkToOwnData() {
		List<String> runs = new ArrayList<>();
		String next = ME + "/raw?limit=2&trace_id=" + "%032x".formatted(77);
		while (next != null) {
			HttpResponse<String> page = this.api.get(next);
			json(page).forEach((span) -> runs.add(span.at("/attributes/run_id").asString()));
			next = page.headers().firstValue("Link").map((link) -> link.substring(1, link.indexOf('>'))).orElse(null);
			assertThat(next).satisfiesAnyOf((link) -> assertThat(link).isNull(),
					(link) -> assertThat(link).startsWith(ME + "/raw?limit=2&trace_id="));
		}
		assertThat(runs).contains("run1", "run2", "run3", "run4", "run5").isSorted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?days=7", "/raw", "/raw?limit=5" })
	void tokenThatReadsEveryoneHasNoOwnData(String path) {
		HttpResponse<String> answer = this.api.as(AnalyticsApi.ADMIN_TOKEN).get(ME + path);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).get("detail").asString()).contains("/api/v1/analytics/user/{user_id}");
		assertThat(json(answer).has("errors")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/raw", "/nothing" })
	void unknownTokenIsChallenged(String path) {
		HttpResponse<String> answer = this.api.as("unknown").get(ME + path);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
	}

	private static void same(HttpResponse<String> own, HttpResponse<String> users) {
		assertThat(own.statusCode()).isEqualTo(users.statusCode());
		assertThat(comparable(own.body())).isEqualTo(comparable(users.body()));
		assertThat(comparable(own)).isEqualTo(comparable(users));
	}

	private static String comparable(String body) {
		return body.replaceAll("\"(instance|request_id)\":\"[^\"]*\"", "");
	}

	/** The headers but those that no two answers share, or in no order. */
	private static Map<String, List<String>> comparable(HttpResponse<String> answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
		headers.keySet()
			.removeAll(List.of("accept", "date", "x-request-id", "server-timing", "link", "content-length"));
		return headers;
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
