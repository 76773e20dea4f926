package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.EventStream.Event;
import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many streams beside clients that do not read, come back all at once or ask for what is
 * not theirs, and a Logfire that fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class LiveFaultTests extends LiveTestBase {

	private static final String NOBODY = "http://127.0.0.1:" + FreePort.find();

	private static final int STREAMS = Integer.getInteger("live.fault.streams", 60);

	private static final int GOOD = Integer.getInteger("live.good", 5);

	private static final Duration BESIDE_SLOW = Duration.ofSeconds(Integer.getInteger("live.slow.seconds", 0));

	private static final String BUSY = "/user/busy/live?days=30&fill=zero";

	/** What makes the answers about the busy user large. */
	private static final int OUTCOMES = 200;

	private static final int SUBSCRIPTIONS = Integer.getInteger("live.subscriptions", 250);

	private LogfireSwitch upstream;

	@Override
	String logfireUrl() {
		try {
			this.upstream = new LogfireSwitch(this.logfire.baseUrl());
			return this.upstream.url();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	List<String> settings() {
		return List.of("--analytics.live-streams-per-user=1000", "--logfire.timeout=2s", "--logfire.max-tries=1");
	}

	@AfterAll
	void closeUpstream() {
		this.upstream.close();
	}

	@Test
	void aStreamOutlivesAnOutageOfLogfire() {
		try (EventStream stream = watch(admin(), "/user/outage/live");
				SocketClient socket = SocketClient.open(admin(), ROOT + "/live")) {
			stream.next("analytics");
			socket.next();
			socket.subscribe("a", "/user/outage");
			socket.next();
			this.upstream.askFromNowOn(URI.create(NOBODY));
			JsonNode stale = json(stream.next("status").data());
			assertThat(stale.get("state").asString()).isEqualTo("stale");
			assertThat(stale.get("as_of").asString()).isNotBlank();
			assertThat(socket.next().get("state").asString()).isEqualTo("stale");
			try (EventStream late = watch(admin(), "/user/outage/live")) {
				assertThat(late.next().name()).isEqualTo("analytics");
				assertThat(late.next().data()).contains("\"state\":\"stale\"");
			}
			this.upstream.askFromNowOn(this.logfire.baseUrl());
			assertThat(json(stream.next("status").data()).get("state").asString()).isEqualTo("fresh");
			assertThat(socket.next().get("state").asString()).isEqualTo("fresh");
			run("outage");
			assertThat(runs(stream.next("analytics"))).isEqualTo(1);
		}
		finally {
			this.upstream.askFromNowOn(this.logfire.baseUrl());
		}
	}

	@Test
	void aFailureWhileAStreamOpensIsLoggedOnce(CapturedOutput output) {
		Replica alone = Replica.start("--logfire.base-url=" + NOBODY, "--logfire.read-token=pylf_v1_us_test",
				"--logfire.max-tries=1", "--analytics.history.url=jdbc:duckdb:", "--analytics.drain-period=0s",
				"--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN);
		try {
			AnalyticsApi admin = alone.as(AnalyticsApi.ADMIN_TOKEN);
			assertThat(admin.get(ROOT + "/user/nobody/live").statusCode()).isEqualTo(502);
			assertThat(output.getOut().split("so the caller gets 502", -1)).as("before and after one line").hasSize(2);
		}
		finally {
			alone.stop();
		}
	}

	@Test
	void manyStreamsCostLogfireNothingAndOnlyThoseConcernedAreTold() throws Exception {
		List<EventStream> streams = new ArrayList<>();
		try {
			for (int i = 0; i < STREAMS; i++) {
				EventStream stream = watch(admin(), "/user/crowd_" + i % 20 + "/live");
				stream.next("analytics");
				streams.add(stream);
			}
			int queries = this.upstream.queries();
			long start = System.nanoTime();
			run("crowd_7");
			LongSummaryStatistics lags = new LongSummaryStatistics();
			for (int i = 7; i < STREAMS; i += 20) {
				assertThat(runs(streams.get(i).next())).isEqualTo(1);
				lags.accept(Duration.ofNanos(System.nanoTime() - start).toMillis());
			}
			Thread.sleep(3000);
			long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
			assertThat(this.upstream.queries() - queries).as("the feed's").isLessThanOrEqualTo((int) (2 * seconds + 2));
			IntStream.range(0, STREAMS)
				.filter((i) -> i % 20 != 7)
				.forEach((i) -> assertThat(streams.get(i).nextOrNull(Duration.ZERO)).isNull());
			Files.writeString(Path.of("target", "live-crowd.txt"), "%d streams: %d queries in %d s; lag %s ms%n"
				.formatted(STREAMS, this.upstream.queries() - queries, seconds, lags));
		}
		finally {
			streams.forEach(EventStream::close);
		}
	}

	@Test
	void whoDoesNotReadIsCutOffAndNobodyElseNotices(CapturedOutput output) throws Exception {
		List<EventStream> good = new ArrayList<>();
		try {
			for (int i = 0; i < GOOD; i++) {
				good.add(watch(admin(), BUSY));
			}
			int runs = 0;
			for (EventStream stream : good) {
				runs = runs(stream.next("analytics"));
			}
			runsOfManyOutcomes();
			runs += OUTCOMES;
			for (EventStream stream : good) {
				assertThat(runs(stream.next("analytics"))).isEqualTo(runs);
			}
			LongSummaryStatistics lags = new LongSummaryStatistics();
			long end = System.nanoTime() + BESIDE_SLOW.toNanos();
			int cutOff = 0;
			do {
				cutOff++;
				try (RawConnection silent = new RawConnection(this.service.port(), 4096)) {
					silent
						.send(RawConnection.request(ROOT + BUSY, "Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN));
					for (int i = 0; i < 200 && slowConsumers(output) < cutOff; i++) {
						lags.combine(pushed(good, ++runs));
					}
				}
				assertThat(slowConsumers(output)).isEqualTo(cutOff);
			}
			while (System.nanoTime() < end);
			Files.writeString(Path.of("target", "live-slow.txt"),
					"%d clients beside %d slow ones; lag %s ms%n".formatted(GOOD, cutOff, lags));
			assertThat(lags.getMax()).isLessThan(3000);
		}
		finally {
			good.forEach(EventStream::close);
		}
	}

	private void runsOfManyOutcomes() {
		Instant now = Instant.now();
		this.logfire.store(IntStream.range(0, OUTCOMES)
			.mapToObj((i) -> SpanRecord.builder("0b0e%028x".formatted(i), "0b0e%012x".formatted(i), "agent_run_usage")
				.time(now.minusSeconds(1), now)
				.attributes(Map.of("user_id", "busy", "run_id", "run " + i, "outcome", i + " times " + "x".repeat(200)))
				.build())
			.toList());
	}

	private static int slowConsumers(CapturedOutput output) {
		return output.getOut().split(Pattern.quote("ended (slow_consumer)"), -1).length - 1;
	}

	/** Has all clients told of one more run, and returns after how many milliseconds. */
	private LongSummaryStatistics pushed(List<EventStream> clients, int runs) {
		LongSummaryStatistics lags = new LongSummaryStatistics();
		long start = System.nanoTime();
		run("busy");
		for (EventStream client : clients) {
			assertThat(runs(client.next(Duration.ofSeconds(5)))).isEqualTo(runs);
			lags.accept(Duration.ofNanos(System.nanoTime() - start).toMillis());
		}
		return lags;
	}

	@Test
	void aStormOfReconnectionsIsServed() {
		run("storm");
		List<EventStream> streams = new ArrayList<>();
		try (EventStream before = watch(admin(), "/user/storm/live")) {
			Event first = before.next("analytics");
			Event last = (runs(first) == 1) ? first : before.next("analytics");
			for (int i = 0; i < STREAMS; i++) {
				streams.add((i % 2 == 0) ? watch(admin(), "/user/storm/live", "Last-Event-ID", last.id())
						: watch(admin(), "/user/storm/live"));
			}
			for (int i = 0; i < STREAMS; i++) {
				assertThat(streams.get(i).next().name()).isEqualTo((i % 2 == 0) ? "status" : "analytics");
			}
			run("storm");
			streams.forEach((stream) -> assertThat(runs(stream.next("analytics"))).isEqualTo(2));
		}
		finally {
			streams.forEach(EventStream::close);
		}
	}

	@Test
	void noSubscriptionShowsAnothersData() {
		run("user_124");
		run(USER);
		SplittableRandom random = new SplittableRandom(1);
		SocketClient socket = SocketClient.open(user(), ROOT + "/live");
		try {
			socket.next();
			for (int i = 0; i < SUBSCRIPTIONS; i++) {
				boolean own = random.nextInt(4) > 0;
				String user = own ? List.of("/me", "/user/user_123").get(random.nextInt(2))
						: List.of("/user/user_124", "/user/user%5F124", "/users").get(random.nextInt(3));
				String suffix = user.equals("/users") ? ""
						: List.of("", "/usage", "/compare", "/history").get(random.nextInt(4));
				String id = "s" + random.nextInt(10);
				socket.subscribe(id, user + suffix + "?days=" + (1 + random.nextInt(20)));
				JsonNode answer = answer(socket, id, own ? "snapshot" : "problem");
				if (own) {
					assertThat(answer.at("/body/user_id").asString()).isEqualTo(USER);
				}
				else {
					assertThat(answer.at("/problem/status").asInt()).isEqualTo(403);
					assertThat(socket.closeCode()).isEqualTo(4403);
					socket.close();
					socket = SocketClient.open(user(), ROOT + "/live");
					socket.next();
				}
			}
		}
		finally {
			socket.close();
		}
	}

	/** Answers to earlier subscriptions may be pushed in between. */
	private static JsonNode answer(SocketClient socket, String id, String type) {
		while (true) {
			String message = socket.nextText();
			assertThat(message).doesNotContain("\"user_124\"");
			JsonNode json = json(message);
			if (json.path("id").asString("").equals(id) && json.path("type").asString("").equals(type)) {
				return json;
			}
		}
	}

	@Test
	void nothingIsLeftOfStreamsThatWereOpened() {
		for (int i = 0; i < STREAMS; i++) {
			watch(admin(), "/user/fleeting/live").close();
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.service.context()
				.getBean(MeterRegistry.class)
				.get("analytics.live.streams")
				.gauge()
				.value() == 0);
	}

}
