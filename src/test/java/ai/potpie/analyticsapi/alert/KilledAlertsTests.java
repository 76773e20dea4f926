package ai.potpie.analyticsapi.alert;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.Http;
import ai.potpie.analyticsapi.testing.PostgreSql;
import ai.potpie.analyticsapi.testing.Receiver;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two replicas on one PostgreSQL, of which one after the other is killed between crossing
 * and delivery: each threshold has one event, and each event arrives.
 */
class KilledAlertsTests {

	private static final int KILLS = Integer.getInteger("kills", 2);

	private static final String READ_TOKEN = "pylf_v1_us_killed";

	private static final int THRESHOLDS = 3;

	@Test
	void eachThresholdHasOneEventAndEachEventArrives(@TempDir Path directory) throws Exception {
		try (PostgreSql database = PostgreSql.startOrSkip();
				Receiver receiver = new Receiver();
				LocalLogfire logfire = LocalLogfire
					.start(new LocalLogfireProperties("127.0.0.1", 0, "", READ_TOKEN, false, false, false))) {
			Path channels = Files.writeString(directory.resolve("channels.yaml"),
					"ops: { type: webhook, url: '%s', secrets: [%s], internal: true }".formatted(receiver.url(),
							AlertsTestBase.SECRET));
			ServiceProcess.Launcher launcher = ServiceProcess.in(directory)
				.with("--logfire.base-url=" + logfire.baseUrl(), "--logfire.read-token=" + READ_TOKEN,
						"--analytics.history.url=" + database.url(), "--analytics.history.user=postgres",
						"--analytics.history.interval=1s", "--analytics.history.share=1", "--analytics.rate-limit=0",
						"--analytics.alert.channels-file=" + channels,
						"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN);
			List<ServiceProcess> replicas = new ArrayList<>(List.of(launcher.start(), launcher.start()));
			try {
				make(replicas.get(0).port());
				SplittableRandom random = new SplittableRandom(28);
				for (int kill = 0; kill < KILLS; kill++) {
					logfire.store(List.of(AlertsTestBase.run("user_" + kill, 2, Instant.now())));
					Thread.sleep(random.nextInt(2500));
					replicas.remove(0).kill();
					replicas.add(launcher.start());
				}
				await().atMost(Duration.ofMinutes(2))
					.until(() -> events(replicas.get(0).port()).size() == KILLS * THRESHOLDS);
				List<String> told = events(replicas.get(0).port()).stream()
					.filter((event) -> !event.get("deliveries").isEmpty())
					.map((event) -> event.get("id").asString())
					.toList();
				assertThat(told).as("one of each user").hasSize(KILLS);
				await().atMost(Duration.ofMinutes(2)).until(() -> arrived(receiver).containsAll(told));
				assertThat(arrived(receiver).stream().distinct()).containsExactlyInAnyOrderElementsOf(told);
				System.out.printf("alerts: %d kills, %d events, %d deliveries of %d webhook-ids%n", KILLS,
						KILLS * THRESHOLDS, arrived(receiver).size(), told.size());
			}
			finally {
				replicas.forEach(ServiceProcess::close);
			}
		}
	}

	private static List<String> arrived(Receiver receiver) {
		return receiver.requests().stream().map(Receiver.Request::id).collect(Collectors.toList());
	}

	private static void make(int port) {
		String body = """
				{ "name": "Each", "of": { "each_user": true }, "measure": "cost", "period": "month", "amount": 1,
				  "thresholds": [ { "percent": 50 }, { "percent": 80 }, { "percent": 100 } ], "channels": [ "ops" ] }""";
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Http
				.send(request(port, "/api/v1/analytics/alerts/rules").header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(body))
					.build(), BodyHandlers.ofString())
				.statusCode() == 201);
	}

	private static List<JsonNode> events(int port) {
		String answer = Http
			.send(request(port, "/api/v1/analytics/alerts/events?limit=200").build(), BodyHandlers.ofString())
			.body();
		return JsonMapper.shared().readTree(answer).path("events").valueStream().toList();
	}

	private static HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Authorization", "Bearer " + AnalyticsApi.ADMIN_TOKEN);
	}

}
