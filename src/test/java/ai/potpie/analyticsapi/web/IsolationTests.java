package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ScriptedCall;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many users at once, over connections that they share: each gets its own data, and
 * nothing of anyone else's. {@code -Disolation.requests=100000} asks more often.
 */
@TestPropertySource(properties = "analytics.max-streams-per-caller=" + IsolationTests.CONNECTIONS)
class IsolationTests extends StubbedHttpTestBase {

	private static final int REQUESTS = Integer.getInteger("isolation.requests", 20_000);

	static final int CONNECTIONS = 16;

	private static final String PATH = "/api/v1/analytics/user/";

	private static final String ALL_USERS = "/api/v1/analytics/users";

	private static final List<String> QUESTIONS = List.of("", "?days=7", "?timezone=Europe/Paris&fill=zero",
			"?project_id=proj_web&project_id=proj_api&environment=production", "/raw", "/raw?limit=3",
			"/raw?min_level=error&days=2", "/usage?granularity=total&group_by=model", "/runs",
			"/conversations?sort=cost", "/raw?span_name=agent_run_usage&limit=2");

	private static final Pattern USER = Pattern.compile("user_[0-9]{4}");

	private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

	@Test
	void usersNeverGetDataOfOtherUsers() throws Exception {
		long start = System.nanoTime();
		ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				long seed = i;
				running.add(clients.submit(() -> askAndCheck(new Random(seed), REQUESTS / CONNECTIONS)));
			}
			for (Future<?> client : running) {
				client.get();
			}
		}
		finally {
			clients.shutdownNow();
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		String table = "%d requests in %.1f s: %s%n".formatted(REQUESTS, seconds, new TreeMap<>(this.answers));
		Files.writeString(Path.of("target", "isolation.txt"), table);
		assertThat(this.answers.keySet()).containsExactlyInAnyOrder("own 200", "everyone's 200", "foreign 403",
				"all users 403", "anonymous 401");
	}

	private Void askAndCheck(Random random, int requests) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			for (int i = 0; i < requests; i++) {
				int caller = random.nextInt(USERS);
				int asked = random.nextInt(10) < 6 ? caller : random.nextInt(USERS);
				String target = PATH + user(asked) + QUESTIONS.get(random.nextInt(QUESTIONS.size()));
				switch (random.nextInt(11)) {
					case 0 -> refused("anonymous", connection.get(target), asked, 401);
					case 1 -> own("everyone's", connection.get(target, bearer(EVERYONES)), asked);
					case 2 -> own("everyone's", connection.get(target, bearer(EVERYONES), ndjsonIfRaw(target)), asked);
					case 3 -> refused("all users", connection.get(ALL_USERS, bearer(token(caller))), caller, 403);
					default -> {
						if (caller == asked && random.nextBoolean()) {
							target = target.replace("/user/" + user(asked), "/me");
						}
						RawAnswer answer = connection.get(target, bearer(token(caller)), ndjsonIfRaw(target));
						if (caller == asked) {
							own("own", answer, asked);
						}
						else {
							refused("foreign", answer, asked, 403);
						}
					}
				}
			}
		}
		return null;
	}

	private void own(String kind, RawAnswer answer, int user) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains(ScriptedCall.markerOf(user(user)));
		onlyNames(user(user), answer);
		count(kind, answer);
	}

	private void refused(String kind, RawAnswer answer, int user, int status) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).doesNotContain("<user_");
		onlyNames(user(user), answer);
		count(kind, answer);
	}

	/** The user of the path may be named, as {@code instance} does, and nobody else. */
	private static void onlyNames(String user, RawAnswer answer) {
		Matcher named = USER.matcher(answer.headers() + answer.body());
		while (named.find()) {
			assertThat(named.group()).isEqualTo(user);
		}
	}

	private void count(String kind, RawAnswer answer) {
		this.answers.computeIfAbsent(kind + " " + answer.status(), (key) -> new LongAdder()).increment();
	}

	private static String ndjsonIfRaw(String target) {
		return target.contains("limit=3") ? "Accept: application/x-ndjson" : "Accept: */*";
	}

}
