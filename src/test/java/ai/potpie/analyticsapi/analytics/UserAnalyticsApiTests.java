package ai.potpie.analyticsapi.analytics;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class UserAnalyticsApiTests {

	private AnalyticsApi api;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	@Test
	void aUserWithoutSpansHasZerosAndEmptyLists() {
		HttpResponse<String> answer = this.api.user("nobody");
		System.out
			.println(this.api.user("nobody/raw?foo=1").headers().map() + this.api.user("nobody/raw?foo=1").body());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("""
				{"user_id":"nobody",\
				"period":{"start":"2026-01-13T00:00:00Z","end":"2026-02-12T00:00:00Z","days":30},\
				"summary":{"total_cost":0,"total_agent_runs":0,"avg_duration_ms":0,"success_rate":0},\
				"daily_costs":[],"agent_runs_by_outcome":{},"conversation_stats":[]}""");
	}

}
