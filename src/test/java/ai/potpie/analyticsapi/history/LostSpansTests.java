package ai.potpie.analyticsapi.history;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.LogfireSwitch;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logfire loses what is older than 30 days, and the history does not.
 */
class LostSpansTests {

	private static final Instant NOW = Instant.parse("2026-04-12T15:20:00Z");

	private static final Duration KEPT = Duration.ofDays(30);

	private static final Duration A_DAY = Duration.ofDays(1);

	/** Lost as a whole, lost in part, and kept by Logfire. */
	private static final List<String> WINDOWS = List.of("start_date=2026-01-25&end_date=2026-03-01",
			"start_date=2026-03-01&end_date=2026-04-10", "start_date=2026-01-25&end_date=2026-04-09",
			"start_date=2026-03-29&end_date=2026-04-10");

	private static final List<String> QUESTIONS = List.of("user/ann?", "user/ann?cost=estimated&",
			"user/bob/usage?granularity=week&group_by=model&", "user/ann/runs?limit=100&",
			"user/bob/conversations?limit=100&", "users?top=5&", "user/ann/history?granularity=month&");

	/** Logfire has no page for a trace that it has lost. */
	private static final Pattern TRACE_URL = Pattern.compile("(?<=\"trace_url\":)\"[^\"]*\"");

	private final MovableClock clock = new MovableClock(NOW);

	@Test
	void answersStayTheSame(@TempDir Path directory) throws Exception {
		String history = "--analytics.history.url=jdbc:duckdb:" + directory.resolve("history.duckdb");
		try (LocalLogfire before = logfire(Instant.EPOCH);
				LocalLogfire after = logfire(NOW.minus(KEPT));
				LogfireSwitch logfire = new LogfireSwitch(before.baseUrl())) {
			URI url = URI.create(logfire.url());
			Map<String, String> answers;
			try (RememberingReplica service = RememberingReplica.start(this.clock, url, "--logfire.retention-days=90",
					history)) {
				service.awaitAll(NOW);
				answers = answers(service);
				logfire.askFromNowOn(after.baseUrl());
				goOn(service);
				assertThat(answers(service)).isEqualTo(answers);
			}
			try (RememberingReplica service = RememberingReplica.start(this.clock, url, "--logfire.retention-days=30",
					history)) {
				goOn(service);
				assertThat(answers(service)).isEqualTo(answers);
			}
		}
	}

	/** Lets it read new facts and compare a day with what Logfire has left. */
	private void goOn(RememberingReplica service) {
		this.clock.goOn(A_DAY);
		service.awaitAll(this.clock.instant());
		service.awaitReconciled(this.clock.instant().minus(Duration.ofDays(2)));
	}

	private static Map<String, String> answers(RememberingReplica service) {
		Map<String, String> answers = new LinkedHashMap<>();
		for (String question : QUESTIONS) {
			for (String window : WINDOWS) {
				String path = question + window + "&timezone=Asia/Kathmandu";
				answers.put(path, TRACE_URL.matcher(service.answer(path, "history")).replaceAll("null"));
			}
		}
		assertThat(answers).allSatisfy((path, answer) -> assertThat(answer).as(path).contains("2026-0"));
		return answers;
	}

	private static LocalLogfire logfire(Instant first) {
		LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN));
		logfire.store(spans().stream().filter((span) -> !span.startTimestamp().isBefore(first)).toList());
		return logfire;
	}

	private static List<SpanRecord> spans() {
		List<SpanRecord> spans = new ArrayList<>();
		Instant start = NOW.minus(Duration.ofDays(85));
		for (int run = 0; start.isBefore(NOW); run++, start = start.plus(Duration.ofMinutes(157))) {
			String user = (run % 3 == 0) ? "bob" : "ann";
			spans.add(span(user, run, "chat gpt-5", start, Map.of("gen_ai.operation.name", "chat",
					"gen_ai.request.model", "gpt-5", "gen_ai.usage.input_tokens", 1000 + run)));
			spans.add(span(user, run, "agent_run_usage", start.plusSeconds(5),
					(run % 4 == 0) ? Map.of() : Map.of("actual_cost", 0.01 * (run % 5 + 1))));
		}
		return spans;
	}

	private static SpanRecord span(String user, int run, String name, Instant start, Map<String, ?> more) {
		String id = Sha256.hex(name + run);
		Map<String, Object> attributes = new LinkedHashMap<>(more);
		attributes.putAll(Map.of("user_id", user, "run_id", "run " + run, "conversation_id", "talk " + run / 6));
		return SpanRecord.builder(Sha256.hex("trace " + run).substring(0, 32), id.substring(0, 16), name)
			.time(start, start.plusSeconds(4))
			.created(start.plusSeconds(6))
			.attributes(attributes)
			.build();
	}

}
