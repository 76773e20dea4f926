package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Http;
import ai.potpie.analyticsapi.testing.Receiver;
import ai.potpie.analyticsapi.testing.Replica;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service with a history that is filled each second, an empty Logfire and a receiver.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AlertsTestBase {

	static final String SECRET = "whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdHMtMDE=";

	static final Duration A_WHILE = Duration.ofSeconds(30);

	private static final String READ_TOKEN = "pylf_v1_us_alerts";

	@TempDir
	static Path directory;

	LocalLogfire logfire;

	Receiver receiver;

	Replica service;

	@BeforeAll
	void start() throws IOException {
		this.logfire = LocalLogfire
			.start(new LocalLogfireProperties("127.0.0.1", 0, "", READ_TOKEN, hasDemoData(), false, false));
		this.receiver = new Receiver();
		Path channels = Files.writeString(directory.resolve(getClass().getSimpleName() + ".yaml"), channels());
		this.service = Replica.start(
				Stream.concat(
						Stream.of("--logfire.base-url=" + logfireUrl(), "--logfire.read-token=" + READ_TOKEN,
								"--logfire.retention-days=" + days(), "--analytics.rate-limit=0",
								"--analytics.history.url=" + database(), "--analytics.history.interval=1s",
								"--analytics.history.share=1", "--analytics.cache.size=0",
								"--analytics.alert.channels-file=" + channels, "--analytics.api-tokens=ann="
										+ AnalyticsApi.USER_TOKEN + ",*=" + AnalyticsApi.ADMIN_TOKEN),
						settings().stream())
					.toArray(String[]::new));
		await().atMost(Duration.ofMinutes(2))
			.until(() -> json(admin("GET", "/api/v1/analytics/history", null)).get("backfilled").asBoolean());
	}

	@AfterAll
	void stop() {
		if (this.service != null) {
			this.service.stop();
		}
		this.receiver.close();
		this.logfire.close();
	}

	boolean hasDemoData() {
		return false;
	}

	/** How many days the history has. */
	int days() {
		return 90;
	}

	/** Where the service finds Logfire. */
	String logfireUrl() throws IOException {
		return this.logfire.baseUrl().toString();
	}

	/** The address of the history's database. */
	String database() throws IOException {
		return "jdbc:duckdb:";
	}

	List<String> settings() throws IOException {
		return List.of();
	}

	/** The file of channels. */
	String channels() {
		return "ops: { type: webhook, url: '%s/ops', secrets: [%s], internal: true }".formatted(this.receiver.url(),
				SECRET);
	}

	/** Sends a request with a token for everyone. */
	HttpResponse<String> admin(String method, String path, String body, String... headers) {
		return send(AnalyticsApi.ADMIN_TOKEN, method, path, body, headers);
	}

	/** Sends a request with a token of the user ann. */
	HttpResponse<String> ann(String method, String path, String body, String... headers) {
		return send(AnalyticsApi.USER_TOKEN, method, path, body, headers);
	}

	private HttpResponse<String> send(String token, String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.service.port() + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
			.header("Authorization", "Bearer " + token);
		if (body != null) {
			request.header("Content-Type", "application/json");
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		return Http.send(request.build(), BodyHandlers.ofString());
	}

	static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
		return JsonMapper.shared().readTree(response.body());
	}

	/** Makes a rule with a token for everyone, and returns its id. */
	String make(String rule) {
		return json(admin("POST", RuleController.PATH, rule)).get("id").asString();
	}

	/** A body of a rule about the cost of a user. */
	static String rule(String user, String more) {
		return """
				{ "name": "Budget of %1$s", "of": { "user_id": "%1$s" }, "measure": "cost", "period": "day",
				  "amount": 1, "thresholds": [ { "percent": 50 }, { "percent": 80 }, { "percent": 100 } ],
				  "channels": [ "ops" ]%2$s }""".formatted(user, more);
	}

	JsonNode events(String query) {
		return json(admin("GET", "/api/v1/analytics/alerts/events?" + query, null)).get("events");
	}

	/** A run that has just ended. */
	void spend(String user, double dollars) {
		Instant now = Instant.now();
		this.logfire.store(List.of(run(user, dollars, now)));
	}

	static SpanRecord run(String user, double dollars, Instant end) {
		String id = UUID.randomUUID().toString().replace("-", "");
		Map<String, Object> attributes = new HashMap<>(
				Map.of("user_id", user, "run_id", id, "actual_cost", dollars, "outcome", "completed"));
		return SpanRecord.builder(id, id.substring(0, 16), "agent_run_usage")
			.time(end.minusMillis(100), end)
			.attributes(attributes)
			.build();
	}

}
