package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever callers ask and Logfire answers, the heap is large enough.
 */
class SmallHeapTests {

	private static final int MEGABYTE = 1_000_000;

	/** Of what an answer may have, some less. */
	private static final int ANSWER = 15 * MEGABYTE;

	private static final int STREAM = 90 * MEGABYTE;

	private static final String ROW = "{\"type\":\"data\",\"rows\":[{\"page_rows\":1,\"attributes\":";

	private final ScriptedLogfire logfire = new ScriptedLogfire("enterprise");

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.logfire.close();
	}

	@Test
	void answersThatGrowInMemoryAreRefused() throws IOException {
		String lists = "{\"a\":[%s[]]},".formatted("[],".repeat(23));
		List<Json> growing = List.of(new Json("{\"data\":[", "{},", "{}]}"),
				new Json("{\"data\":[{\"a\":[", "[],", "[]]}]}"), new Json("{\"data\":[{\"a\":[", "{},", "{}]}]}"),
				new Json("{\"data\":[{\"a\":[", "{\"\":{}},", "0]}]}"),
				new Json("{\"data\":[{\"a\":[", "\"a\",", "0]}]}"), new Json("{\"schema\":[", "{},", "0],\"data\":[]}"),
				new Json("{\"data\":[", lists, "{}]}"));
		try (ServiceProcess service = start(192)) {
			for (Json json : growing) {
				requireRefused(service, json, ANSWER, "");
			}
		}
	}

	/** A row is held as a whole, and is copied some times. */
	@Test
	void rowsThatAreTooLargeAreRefused() throws IOException {
		try (ServiceProcess service = start(192)) {
			for (String text : List.of("\"", "\"é", "\"中", "{\"x\":\"", "{\"x\":\"中", "\"[\\\"")) {
				requireRefused(service, new Json(ROW + text, "x".repeat(1_000), "\"}]}"), STREAM, "/raw");
			}
		}
	}

	@Test
	void rowsThatAreNestedTooDeeplyAreRefused() throws IOException {
		try (ServiceProcess service = start(192)) {
			for (String piece : List.of("[", "{\"a\":")) {
				requireRefused(service, new Json(ROW, piece, "0"), ANSWER, "/raw");
			}
		}
	}

	private void requireRefused(ServiceProcess service, Json json, int size, String path) throws IOException {
		this.logfire
			.replies(LogfireReplies.repeated(json.begin(), json.piece(), size / json.piece().length(), json.end()));
		List<Integer> statuses = atOnce(4, (i) -> ask(service, "/user/user_" + i + path));
		assertThat(statuses).as(json.toString()).isSubsetOf(502, 503);
		assertThat(ask(service, "/user/user_1" + path)).as(json.toString()).isEqualTo(502);
		requireAlive(service);
	}

	@Test
	void workbooksSideBySideFitIntoMemory() throws IOException {
		int workbooks = 40;
		CountDownLatch open = new CountDownLatch(workbooks);
		this.logfire.replies((call) -> LogfireReplies.spans(199, 20_000, () -> {
			open.countDown();
			open.await(10, TimeUnit.SECONDS);
		}));
		try (ServiceProcess service = start(358, "--analytics.max-streams=64",
				"--analytics.max-streams-per-caller=64")) {
			List<Integer> statuses = atOnce(workbooks,
					(i) -> ask(service, "/user/user_" + i + "/raw?format=xlsx&limit=9000"));
			assertThat(statuses).isSubsetOf(200, 503).contains(200);
			assertThat(service.peakMegabytes()).isLessThan(300);
			requireAlive(service);
		}
	}

	@Test
	void questionsWithMuchTextFitIntoMemory() throws IOException {
		this.logfire.replies(LogfireReplies.answer());
		try (ServiceProcess service = start(128, "--analytics.cache.size=16MB")) {
			for (int i = 0; i < 1_200; i += 4) {
				int first = i;
				assertThat(atOnce(4, (next) -> ask(service, "/user/user_1?" + filters(first + next))))
					.containsOnly(200);
			}
			assertThat(service.metric("analytics_cache_size_bytes")).isBetween(12e6, 17e6);
			requireAlive(service);
		}
	}

	/** 20 KB of them, which is as much as an address may have. */
	private static String filters(int number) {
		String value = "%s=" + number + "-%d-" + "x".repeat(985);
		return String.join("&",
				IntStream.range(0, 20)
					.mapToObj((i) -> value.formatted(List.of("project_id", "agent_id", "environment").get(i % 3), i))
					.toList());
	}

	/** A service that ends when its heap is full, as in a container. */
	private ServiceProcess start(int megabytes, String... arguments) throws IOException {
		return ServiceProcess.in(this.directory)
			.heap(megabytes + "m")
			.jvm("-XX:+ExitOnOutOfMemoryError")
			.logfire(this.logfire.url())
			.with("--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN, "--analytics.rate-limit=0")
			.with(arguments)
			.start();
	}

	/** Reads a whole answer; the status is 0 if there is none, or if it breaks off. */
	private static int ask(ServiceProcess service, String path) {
		try {
			return service.as(AnalyticsApi.ADMIN_TOKEN)
				.send("GET", "/api/v1/analytics" + path, BodyHandlers.discarding())
				.statusCode();
		}
		catch (UncheckedIOException ex) {
			return 0;
		}
	}

	/** Requires that it is as well as before. */
	private static void requireAlive(ServiceProcess service) {
		System.out.printf("At most %d MB were live%n", service.peakMegabytes());
		assertThat(service.isAlive()).as(service.log()).isTrue();
		assertThat(service.log()).doesNotContain("OutOfMemoryError");
		assertThat(service.isReady()).isTrue();
	}

	private static List<Integer> atOnce(int count, IntFunction<Integer> request) {
		return Parallel.run(count,
				IntStream.range(0, count).<Callable<Integer>>mapToObj((i) -> () -> request.apply(i)).toList());
	}

	/** JSON that has the same in it again and again. */
	private record Json(String begin, String piece, String end) {
	}

}
