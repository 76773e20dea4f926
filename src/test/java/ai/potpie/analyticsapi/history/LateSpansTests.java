package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans arrive over four days while the clock goes on: retries on both sides of every
 * quarter of an hour, and so of midnight in all zones, of each slice's border and of the
 * days that are compared with Logfire. Many are late, and some become visible minutes
 * after Logfire stored them.
 */
class LateSpansTests {

	private static final Instant BEGIN = Instant.parse("2026-03-26T09:37:11Z");

	private static final Instant END = Instant.parse("2026-03-30T06:00:00Z");

	private static final Duration STEP = Duration.ofMinutes(11 * 60 + 13);

	private static final Duration A_QUARTER = Duration.ofMinutes(15);

	/** How long after its creation a record may become visible. */
	private static final Duration INVISIBLE = Duration.ofMinutes(4);

	/** Summer begins in Paris on the 29th. */
	private static final List<String> ZONES = List.of("UTC", "Europe/Paris", "Asia/Kathmandu", "America/New_York");

	private static final List<String> QUESTIONS = List.of("user/ann?", "user/bob/runs?limit=50&");

	/** Also about a user whose spans come later than Logfire takes them in. */
	private static final List<String> LAST_QUESTIONS = List.of("user/ann?", "user/ann/conversations?limit=50&",
			"users?top=5&");

	private final MovableClock clock = new MovableClock(BEGIN);

	private final List<SpanRecord> spans = spans();

	private int stored;

	@Test
	void theHistoryHasThemAllTheTime() throws Exception {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(FactsInLogfire.READ_TOKEN))) {
			storeVisible(logfire);
			try (RememberingReplica forgetful = RememberingReplica.start(this.clock, logfire.baseUrl());
					RememberingReplica remembering = RememberingReplica.start(this.clock, logfire.baseUrl(),
							"--analytics.history.url=jdbc:duckdb:")) {
				int step = 0;
				while (this.clock.instant().isBefore(END)) {
					remembering.awaitAll(this.clock.instant());
					String zone = ZONES.get(step++ % ZONES.size());
					QUESTIONS.forEach((question) -> assertSame(remembering, forgetful, question + days(zone, 2)));
					this.clock.goOn(STEP);
					storeVisible(logfire);
				}
				remembering.awaitAll(this.clock.instant());
				remembering
					.awaitReconciled(this.clock.instant().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS));
				for (String zone : ZONES) {
					LAST_QUESTIONS.forEach((question) -> assertSame(remembering, forgetful, question + days(zone, 8)));
				}
				assertThat(remembering.status().get("rows").asInt()).isEqualTo(this.stored);
			}
		}
	}

	private static void assertSame(RememberingReplica remembering, RememberingReplica forgetful, String path) {
		assertThat(remembering.answer(path, "history")).as(path).isEqualTo(forgetful.answer(path, "logfire"));
	}

	private String days(String zone, int days) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of(zone));
		return "start_date=%s&end_date=%s&timezone=%s".formatted(today.minusDays(days), today, zone);
	}

	private void storeVisible(LocalLogfire logfire) {
		Instant visible = this.clock.instant().minus(INVISIBLE);
		Predicate<SpanRecord> isVisible = (span) -> !created(span).isAfter(visible);
		List<SpanRecord> arrived = this.spans.stream().filter(isVisible).toList();
		logfire.store(arrived);
		this.spans.removeAll(arrived);
		this.stored += arrived.size();
	}

	private static Instant created(SpanRecord span) {
		return (span.createdAt() != null) ? span.createdAt() : Instant.MAX;
	}

	private static List<SpanRecord> spans() {
		List<SpanRecord> spans = new ArrayList<>();
		Instant border = BEGIN.minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
		for (int run = 0; border.isBefore(END); run++, border = border.plus(A_QUARTER)) {
			Duration late = (run % 7 == 0) ? Duration.ofHours(23) : Duration.ofSeconds(2);
			spans.add(attempt("ann", run, border.minusSeconds(1), late, "error"));
			spans.add(attempt("ann", run, border.plusSeconds(1), Duration.ofSeconds(2), "success"));
			spans.add(attempt("bob", run, border, late, "success"));
			if (border.atZone(ZoneOffset.UTC).getHour() == 10) {
				spans.add(attempt("zoe", run, border, Duration.ofHours(26), "success"));
			}
		}
		return spans;
	}

	private static SpanRecord attempt(String user, int run, Instant start, Duration late, String outcome) {
		String id = Sha256.hex(user + run + outcome);
		return SpanRecord.builder(id.substring(0, 32), id.substring(32, 48), "agent_run_usage")
			.time(start, start.plusMillis(900))
			.created(start.plus(late))
			.attributes(Map.of("user_id", user, "run_id", user + run, "conversation_id", "talk " + run / 9,
					"actual_cost", 0.01 * (run % 5 + 1), "outcome", outcome))
			.build();
	}

}
