package ai.potpie.analyticsapi.live;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service with a history that reads each second from a local Logfire, which is empty
 * until a test sends spans.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LiveTestBase {

	static final String ROOT = "/api/v1/analytics";

	static final String USER = "user_123";

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private static final String TOKENS = "*=" + AnalyticsApi.ADMIN_TOKEN + "," + USER + "=" + AnalyticsApi.USER_TOKEN;

	final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));

	Replica service;

	/** The Logfire that the service asks. */
	String logfireUrl() {
		return this.logfire.baseUrl().toString();
	}

	/** The address of the history's database. */
	String database() {
		return "jdbc:duckdb:";
	}

	/** More settings. */
	List<String> settings() {
		return List.of();
	}

	@BeforeAll
	void start() {
		this.service = replica();
		await().until(() -> JsonMapper.shared()
			.readTree(admin().get(ROOT + "/history").body())
			.path("backfilled")
			.asBoolean());
	}

	final Replica replica() {
		return Replica.start(arguments());
	}

	private String[] arguments() {
		return Stream.concat(Stream.of("--logfire.base-url=" + logfireUrl(), "--logfire.read-token=" + READ_TOKEN,
				"--analytics.rate-limit=0", "--analytics.history.url=" + database(), "--analytics.history.interval=1s",
				"--analytics.history.share=1", "--analytics.drain-period=0s", "--analytics.api-tokens=" + TOKENS),
				settings().stream())
			.toArray(String[]::new);
	}

	@AfterAll
	void stop() {
		this.service.stop();
		this.logfire.close();
	}

	AnalyticsApi user() {
		return this.service.as(AnalyticsApi.USER_TOKEN);
	}

	AnalyticsApi admin() {
		return this.service.as(AnalyticsApi.ADMIN_TOKEN);
	}

	EventStream watch(AnalyticsApi api, String path, String... headers) {
		return EventStream.open(api, ROOT + path, headers);
	}

	/** A run of a user has just ended. */
	void run(String user) {
		Instant now = Instant.now();
		String trace = hex(16);
		this.logfire.store(List.of(SpanRecord.builder(trace, hex(8), "agent_run_usage")
			.time(now.minusSeconds(1), now)
			.attributes(Map.of("user_id", user, "run_id", trace, "actual_cost", 0.25))
			.build()));
	}

	private static String hex(int bytes) {
		byte[] random = new byte[bytes];
		ThreadLocalRandom.current().nextBytes(random);
		return HexFormat.of().formatHex(random);
	}

	static JsonNode json(String body) {
		return JsonMapper.shared().readTree(body);
	}

	static int runs(EventStream.Event event) {
		return json(event.data()).at("/summary/total_agent_runs").asInt();
	}

	void assertProblem(int status, String detail, HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains(detail);
	}

}
