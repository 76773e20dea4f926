package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.web.HandledRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is looked at anew although the same was asked before. Each test has a user of its
 * own, who may ask 20 times, and answers are gone after nine minutes.
 */
@FaultTest
@TestPropertySource(properties = { "analytics.rate-limit=20", "analytics.cors-allowed-origins=https://dash.example.com",
		"analytics.cache.stale-while-revalidate=3m", "analytics.cache.stale-if-error=8m" })
@Import(HandledRequests.class)
@ExtendWith(OutputCaptureExtension.class)
class RepeatedRequestTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private TestClock clock;

	@Autowired
	private HandledRequests handledRequests;

	@Autowired
	private MeterRegistry metrics;

	@LocalServerPort
	private int port;

	@BeforeEach
	void start() {
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.answer());
	}

	@Test
	void requestsAreCountedNamedAndObserved() {
		Client client = client("user_01");
		Received first = client.ask("user_01?days=7");
		int handledRequests = this.handledRequests.count();
		long before = observed();
		Received repeated = client.ask("user_01?days=7");
		assertThat(repeated.header("RateLimit")).startsWith("\"default\";r=18;");
		assertThat(repeated.header("X-Request-Id")).isNotNull().isNotEqualTo(first.header("X-Request-Id"));
		assertThat(repeated.header("Server-Timing")).matches("cache;desc=hit, logfire;dur=0\\.0, total;dur=\\d+\\.\\d");
		for (int left = 17; left >= 0; left--) {
			assertThat(client.ask("user_01?days=7").header("RateLimit")).startsWith("\"default\";r=" + left + ";");
		}
		Await.until(() -> observed() >= before + 19);
		Received refused = client.ask("user_01?days=7");
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.response().headers().allValues("Vary")).containsOnlyOnce("Authorization, Accept");
		assertThat(this.handledRequests.count()).isEqualTo(handledRequests);
	}

	@Test
	void othersAreRefusedAsEver() {
		client("user_02").ask("user_02?days=7");
		client("user_02").ask("user_02?days=7");
		assertThat(client("user_03").ask("user_02?days=7").status()).isEqualTo(403);
		assertThat(new Client(this.port, "unknown").ask("user_02?days=7").status()).isEqualTo(401);
		assertThat(client("user_02").ask("user_02?days=7", "Origin", "https://evil.example.com").status())
			.isEqualTo(403);
	}

	@Test
	void readsOfOthersAreToldToTheAuditLog(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			assertThat(Client.of(this.port).ask("user_04?days=7").status()).isEqualTo(200);
		}
		Await.until(() -> output.toString().lines().filter((line) -> line.contains("of user_04")).count() == 3);
	}

	@Test
	void formatIsDecidedByEachValueOfAccept() {
		Client client = client("user_05");
		for (int i = 0; i < 2; i++) {
			assertThat(client.ask("user_05").header("Content-Type")).isEqualTo("application/json");
			assertThat(client.ask("user_05", "Accept", "text/csv").header("Content-Type")).startsWith("text/csv");
			assertThat(client.ask("user_05", "Accept", "text/plain", "Accept", "text/csv").header("Content-Type"))
				.startsWith("text/csv");
			assertThat(client.ask("user_05", "Accept", "text/plain").status()).isEqualTo(406);
		}
	}

	@Test
	void onlyPagesThatMayReadItHearSo() {
		Client client = client("user_06");
		for (int i = 0; i < 2; i++) {
			assertThat(client.ask("user_06").header("Access-Control-Allow-Origin")).isNull();
			assertThat(
					client.ask("user_06", "Origin", "https://dash.example.com").header("Access-Control-Allow-Origin"))
				.isEqualTo("https://dash.example.com");
		}
	}

	@Test
	void parametersAreCheckedByTheDay() {
		Client client = client("user_07");
		Instant endOfFebruary = Instant.parse("2026-02-28T23:59:59Z");
		this.clock.moveTo(Duration.between(NOON, endOfFebruary));
		assertThat(client.ask("user_07?days=1").text()).contains("\"start\":\"2026-02-28T00:00:00Z\"");
		assertThat(client.ask("user_07?days=1").text()).contains("\"start\":\"2026-02-28T00:00:00Z\"");
		String compared = "user_07/compare?days=30&to=previous_month";
		client.ask(compared);
		this.clock.moveTo(Duration.between(NOON, endOfFebruary.plusSeconds(1)));
		assertThat(client.ask("user_07?days=1").text()).contains("\"start\":\"2026-03-01T00:00:00Z\"");
		assertThat(client.ask(compared).status()).as("January has days enough, February has not").isEqualTo(400);
	}

	@Test
	void answerIsStaleAndRenewedInItsTime() {
		Client client = client("user_08");
		Received first = client.ask("user_08?days=7").isNew();
		this.clock.moveTo(Duration.ofMinutes(2));
		int before = this.handledRequests.count();
		client.ask("user_08?days=7").isStale(first, Duration.ofMinutes(2), Duration.ofMinutes(1));
		Await.until(() -> "hit; ttl=60".equals(client.ask("user_08?days=7").cacheStatus()));
		assertThat(this.handledRequests.count()).isEqualTo(before);
	}

	@Test
	void failureIsAProblem() {
		Client client = client("user_09");
		client.ask("user_09?days=7").isNew();
		this.logfire.replies(LogfireReplies.status(400));
		this.clock.moveTo(Duration.ofMinutes(10));
		int before = this.handledRequests.count();
		Received repeated = client.ask("user_09?days=7").isProblem(502, null);
		assertThat(this.handledRequests.count()).isEqualTo(before);
		Received asNew = client.ask("user_09?days=8").isProblem(502, null);
		assertThat(repeated.response().headers().map().keySet()).isEqualTo(asNew.response().headers().map().keySet());
	}

	private Client client(String user) {
		return new Client(this.port, Client.token(user));
	}

	private long observed() {
		return this.metrics.find("http.server.requests")
			.tag("uri", "/api/v1/analytics/user/{user_id}")
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

}
