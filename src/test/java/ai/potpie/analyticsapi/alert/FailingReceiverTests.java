package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.Receiver;
import ai.potpie.analyticsapi.testing.Receiver.Request;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of alerts whose receiver fails, and of those for others meanwhile.
 */
class FailingReceiverTests extends AlertsTestBase {

	/** More than the service sends at a time. */
	private static final int MANY = 20;

	private final Receiver failing = receiver();

	private static Receiver receiver() {
		try {
			return new Receiver();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	String channels() {
		return """
				%s
				failing: { type: webhook, url: '%s', secrets: [%s], internal: true }
				""".formatted(super.channels(), this.failing.url(), SECRET);
	}

	@BeforeEach
	void forget() {
		this.failing.forget();
		this.receiver.forget();
	}

	@AfterAll
	void close() {
		this.failing.close();
	}

	@Test
	void aReceiverThatIsGoneIsAskedNoMoreUntilAnEventIsRedelivered() throws IOException {
		this.failing.answer(410);
		String first = fire("leaver_1", "\"failing\", \"ops\"");
		await().atMost(A_WHILE).until(() -> state(first, "failing").equals("parked"));
		assertThat(delivery(first, "failing").get("last_status").asInt()).isEqualTo(410);
		String second = fire("leaver_2", "\"failing\", \"ops\"");
		await().atMost(A_WHILE)
			.until(() -> state(second, "failing").equals("parked") && state(second, "ops").equals("delivered"));
		assertThat(delivery(second, "failing").get("tries").asInt()).isZero();
		assertThat(state(first, "ops")).isEqualTo("delivered");
		assertThat(this.failing.requests()).hasSize(1);
		this.failing.answer(204);
		json(admin("POST", "/api/v1/analytics/alerts/events/" + second + "/redeliver", null));
		await().atMost(A_WHILE).until(() -> this.failing.requests().size() == 2);
		assertThat(this.failing.requests().get(1).id()).isEqualTo(second);
		String third = fire("leaver_3", "\"failing\"");
		await().atMost(A_WHILE).until(() -> state(third, "failing").equals("delivered"));
		anotherAddressOfAChannelIsAsked();
	}

	private void anotherAddressOfAChannelIsAsked() throws IOException {
		this.failing.answer(410);
		String parked = fire("mover_1", "\"failing\"");
		await().atMost(A_WHILE).until(() -> state(parked, "failing").equals("parked"));
		this.failing.answer(204);
		Files.writeString(directory.resolve("FailingReceiverTests.yaml"),
				channels().replace(this.failing.url(), this.failing.url() + "/moved"));
		await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
		String moved = fire("mover_2", "\"failing\"");
		await().atMost(A_WHILE).until(() -> state(moved, "failing").equals("delivered"));
	}

	@Test
	void aRetryHasTheSameIdAndATimeAndSignatureOfItsOwn() throws Exception {
		this.failing.answer(500);
		String event = fire("retried", "\"failing\"");
		await().atMost(A_WHILE).until(() -> this.failing.requests().size() == 1);
		this.failing.answer(204);
		await().atMost(A_WHILE).until(() -> state(event, "failing").equals("delivered"));
		assertThat(delivery(event, "failing").get("tries").asInt()).isEqualTo(2);
		Request first = this.failing.requests().get(0);
		Request again = this.failing.requests().get(1);
		assertThat(List.of(first.id(), again.id())).containsOnly(event);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(Long.parseLong(again.timestamp()) - Long.parseLong(first.timestamp())).isBetween(5L, 10L);
		assertThat(again.signature()).isNotEqualTo(first.signature());
		new Webhook(SECRET).verify(again.body(), FiringTests.headers(again));
	}

	@Test
	void aReceiverThatHangsDelaysNoOther() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		this.failing.answer((exchange) -> {
			try {
				over.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		try {
			make(rule("hung", "").replace("{ \"user_id\": \"hung\" }", "{ \"each_user\": true }")
				.replace("\"measure\": \"cost\"", "\"measure\": \"errors\"")
				.replace("\"ops\"", "\"failing\""));
			this.logfire.store(IntStream.range(0, MANY).mapToObj((i) -> failedRun("hung_" + i)).toList());
			await().atMost(A_WHILE).until(() -> this.failing.requests().size() == 2);
			for (int i = 0; i < 3; i++) {
				long start = System.nanoTime();
				fire("hasty_" + i, "\"ops\"");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
			}
			assertThat(this.receiver.requests()).hasSize(3);
		}
		finally {
			over.countDown();
		}
	}

	private static SpanRecord failedRun(String user) {
		String id = UUID.randomUUID().toString().replace("-", "");
		Instant now = Instant.now();
		return SpanRecord.builder(id, id.substring(0, 16), "agent_run_usage")
			.time(now.minusMillis(100), now)
			.attributes(Map.of("user_id", user, "run_id", id, "outcome", "error"))
			.build();
	}

	/** Returns the id of an event, once the receiver that works has it, if it is told. */
	private String fire(String user, String channels) {
		String rule = make(rule(user, "").replace("\"ops\"", channels));
		spend(user, 5);
		await().atMost(A_WHILE).until(() -> !told(rule).isEmpty());
		String event = told(rule).get(0).get("id").asString();
		await().atMost(A_WHILE).until(() -> !channels.contains("ops") || state(event, "ops").equals("delivered"));
		return event;
	}

	private List<JsonNode> told(String rule) {
		return events("rule=" + rule).valueStream().filter((event) -> !event.get("deliveries").isEmpty()).toList();
	}

	private String state(String event, String channel) {
		return delivery(event, channel).get("state").asString();
	}

	private JsonNode delivery(String event, String channel) {
		return events("limit=200").valueStream()
			.filter((each) -> each.get("id").asString().equals(event))
			.flatMap((each) -> each.get("deliveries").valueStream())
			.filter((delivery) -> delivery.get("channel").asString().equals(channel))
			.reduce((older, newer) -> newer)
			.orElseThrow();
	}

}
