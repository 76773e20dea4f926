package ai.potpie.analyticsapi.analytics;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users whose ids have a slash, where the pattern allows it.
 */
@ApiTest
@TestPropertySource(properties = { "analytics.user-id-pattern=[A-Za-z0-9/._-]{1,128}",
		"analytics.api-tokens=patients/7=" + AnalyticsApi.USER_TOKEN + ",*=" + AnalyticsApi.ADMIN_TOKEN })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlashInUserIdTests {

	@Autowired
	private LocalLogfire logfire;

	private AnalyticsApi api;

	@BeforeAll
	void storeRunsOfTwoUsers(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.USER_TOKEN);
		this.logfire.store(List.of(run("patients/7", 1), run("patients", 2), run("patients/7", 3)));
	}

	private static SpanRecord run(String userId, int number) {
		return SpanRecord
			.builder("019b000000000000000000000000700" + number, "d0c000000000700" + number, "agent_run_usage")
			.time(ApiTest.NOW.minusSeconds(60 * number), Duration.ofMillis(3))
			.attributes(Map.of("user_id", userId, "run_id", "slash_" + number, "actual_cost", 0.5, "conversation_id",
					"slash"))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/usage", "/compare", "/summary", "/runs", "/conversations", "/raw" })
	void usersWithSlashesGetTheirOwnAnswers(String endpoint) {
		for (String query : List.of("", "?format=csv", "?format=ndjson")) {
			HttpResponse<String> answer = this.api.user("patients%2F7" + endpoint + query);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(this.api.get("/api/v1/analytics/me" + endpoint + query).body())
				.isEqualTo(this.api.as(AnalyticsApi.ADMIN_TOKEN).user("patients%2f7" + endpoint + query).body());
		}
		HttpResponse<byte[]> workbook = this.api
			.bytes("/api/v1/analytics/user/patients%2F7" + endpoint + "?format=xlsx");
		assertThat(workbook.statusCode()).isEqualTo(200);
		assertThat(workbook.body()).startsWith('P', 'K');
	}

	@Test
	void aPageLinksToTheNext() {
		HttpResponse<String> first = this.api.user("patients%2F7/raw?limit=1");
		assertThat(first.body()).contains("\"user_id\":\"patients/7\"", "slash_1");
		String next = first.headers().firstValue("Link").orElseThrow().replaceAll("<|>.*", "");
		assertThat(next).startsWith("/api/v1/analytics/user/patients%2F7/raw?");
		assertThat(this.api.get(next).body()).contains("slash_3").doesNotContain("slash_1", "slash_2");
	}

	@ParameterizedTest
	@CsvSource({ "patients, 403", "patients%2F8, 403", "patients/7, 403", "patients%2F7%2F.., 400",
			"patients%2F7%2F..%2F7, 400", "patients%2F7%2F, 400", "x%2F..%2Fpatients%2F7, 400", "patients%252F7, 400",
			"patients%5C7, 400", "patients%7C7, 400", "patients%2F%7C, 400" })
	void usersWithSlashesCannotReadOtherIds(String path, int status) {
		assertThat(this.api.user(path).statusCode()).isEqualTo(status);
	}

	@Test
	void anIdOutsideThePatternIsA400ThatSaysSo() {
		assertThat(
				JsonMapper.shared().readTree(this.api.user("patients%2F%7C").body()).at("/errors/0/message").asString())
			.contains("[A-Za-z0-9/._-]{1,128}", "between slashes");
	}

}
