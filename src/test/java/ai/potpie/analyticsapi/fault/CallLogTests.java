package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.ScriptedCall;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServedCall;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients ask this and that at random while a third of all calls fail, then all of
 * them, then a third again; and nothing comes of it that must not be. A minute of the
 * service's clock is a second here. {@code -Dcalllog.seed=1} is another log.
 */
@FaultTest
@TestPropertySource(
		properties = { "test.clock-speed=60", "logging.level.ai.potpie.analyticsapi.web.problem.ProblemAdvice=error",
				"analytics.timeout=1500ms", "logfire.timeout=500ms", "logfire.retry-delay=20ms",
				"logfire.max-retry-delay=200ms", "logfire.max-retry-after=100ms", "logfire.breaker-pause=200ms",
				"analytics.cache.refresh-pause=100ms", "analytics.cache.stale-wait=200ms",
				"analytics.cache.stale-while-revalidate=2m", "analytics.cache.stale-if-error=5m" })
class CallLogTests {

	private static final int CLIENTS = 12;

	private static final long SEED = Long.getLong("calllog.seed", 20260211);

	private static final long OUTAGE_BEGINS = 3_000_000_000L;

	private static final long OUTAGE_ENDS = 10_500_000_000L;

	private static final long END = 13_500_000_000L;

	private static final int ASKED_ABOUT = 6;

	private static final List<String> QUERIES = List.of("", "days=7", "project_id=web",
			"project_id=web&environment=prod");

	private static final List<String> FORMS = List.of("", "fill=zero");

	private static final List<LogfireReply> FAULTS = List.of(LogfireReplies.status(500), LogfireReplies.status(502),
			LogfireReplies.reset(), LogfireReplies.resetInBody(), LogfireReplies.truncated(),
			LogfireReplies.truncatedJson(), LogfireReplies.hang(), LogfireReplies.drip(),
			LogfireReplies.status(503, "Retry-After: 1\r\n"), LogfireReplies.status(422), LogfireReplies.rows(10_000),
			LogfireReplies.nested(100), LogfireReplies.body("a wrong type",
					"{\"data\":[{\"part\":\"outcome\",\"run_outcome\":\"poison\",\"run_count\":\"3\"}]}"));

	private final CallLogChecker checker = new CallLogChecker(Duration.ofMinutes(1), Duration.ofMinutes(6),
			// half a second allowed, and one and a half for a slow machine
			Duration.ofMillis(3500), Duration.ofSeconds(60));

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private TestClock clock;

	@Test
	void nothingHappensThatMustNot(@LocalServerPort int port) throws IOException {
		long begin = System.nanoTime();
		this.logfire.replies(script(begin));
		Function<Integer, Callable<List<Observed>>> client = (i) -> () -> observe(port, new Random(SEED + i), begin);
		List<Observed> observed = Parallel.run(CLIENTS, IntStream.range(0, CLIENTS).boxed().map(client).toList())
			.stream()
			.flatMap(Collection::stream)
			.toList();
		List<ServedCall> served = this.logfire.served();
		Map<String, Long> kinds = new TreeMap<>(observed.stream()
			.collect(Collectors.groupingBy(
					(each) -> each.status() + " " + each.cacheStatus().replaceAll("ttl=[-0-9]+", ""),
					Collectors.counting())));
		Files.writeString(Path.of("target", "calllog.txt"),
				"%d requests, %d calls: %s%n".formatted(observed.size(), served.size(), kinds));
		List<String> violations = this.checker.check(observed, served);
		assertThat(violations).as(() -> violations.size() + " violations").isEmpty();
		assertThat(kinds.keySet()).contains("200 fwd=miss; stored", "200 hit; ", "200 hit; ; detail=stale", "403 null",
				"503 null");
		assertThat(observed).anyMatch((each) -> each.isAnswer() && each.ageWhenAsked().toSeconds() > 180);
		Instant outageEnds = observed.get(0).asked().plusSeconds(60 * (OUTAGE_ENDS + 2_000_000_000L) / 1_000_000_000L);
		assertThat(observed).filteredOn((each) -> each.asked().isAfter(outageEnds))
			.anyMatch((each) -> each.isHit() && !each.isStale());
	}

	private static Function<ScriptedCall, LogfireReply> script(long begin) {
		return (call) -> {
			long time = System.nanoTime() - begin;
			Random random = new Random(SEED * call.question().hashCode() + call.attempt());
			boolean outage = time > OUTAGE_BEGINS && time < OUTAGE_ENDS;
			if (outage || random.nextInt(100) < 33) {
				return FAULTS.get(random.nextInt(FAULTS.size()));
			}
			return (random.nextInt(10) == 0) ? LogfireReplies.slow(Duration.ofMillis(250)) : LogfireReplies.answer();
		};
	}

	private List<Observed> observe(int port, Random random, long begin) {
		List<Observed> all = new ArrayList<>();
		while (System.nanoTime() - begin < END) {
			int user = random.nextInt(ASKED_ABOUT);
			int caller = (random.nextInt(8) == 0) ? random.nextInt(ASKED_ABOUT) : user;
			boolean everyone = random.nextInt(4) == 0;
			all.add(ask(port, Client.user(user), everyone ? Observed.EVERYONE : Client.user(caller),
					QUERIES.get(random.nextInt(QUERIES.size())), FORMS.get(random.nextInt(FORMS.size()))));
			Await.sleep(random.nextInt(20));
		}
		return all;
	}

	private Observed ask(int port, String user, String caller, String query, String form) {
		String token = caller.equals(Observed.EVERYONE) ? Client.ADMIN : Client.token(caller);
		Instant asked = this.clock.instant();
		Received received = new Client(port, token).ask(user + "?" + query + "&" + form);
		String age = received.header("Age");
		return new Observed(caller, user, user + "?" + query, form, asked, this.clock.instant(), received.took(),
				received.status(), received.cacheStatus(), (age != null) ? Long.valueOf(age) : null,
				received.header("ETag"), received.text());
	}

}
