package ai.potpie.analyticsapi.live;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service without a history has nothing to push.
 */
@ApiTest
class NoLiveTests {

	private AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/user/user_123/live", "/users/live", "/live" })
	void aProblemNamesTheSetting(String path) {
		var answer = this.api.get("/api/v1/analytics" + path);
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("ANALYTICS_HISTORY_URL");
	}

}
