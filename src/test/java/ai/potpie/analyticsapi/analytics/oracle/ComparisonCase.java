package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * A comparison of generated spans. Of whom, when and with which filters is that of an
 * {@link AnalyticsCase} of the same seed.
 *
 * @param current asked of the later days alone
 * @param previous asked of the earlier days alone
 */
public record ComparisonCase(AnalyticsCase current, AnalyticsCase previous) {

	public static ComparisonCase of(long seed, Clock clock) {
		return of(seed, clock, OracleSettings.DEFAULT);
	}

	public static ComparisonCase of(long seed, Clock clock, OracleSettings settings) {
		AnalyticsCase asked = AnalyticsCase.of(seed, clock, settings);
		Random random = new Random(seed + 11);
		long days = asked.firstDay().datesUntil(asked.lastDay().plusDays(1)).count();
		LocalDate last = asked.firstDay().minusDays(1 + (random.nextInt(3) == 0 ? random.nextInt(40) : 0));
		LocalDate first = last.minusDays((random.nextBoolean() ? days : 1 + random.nextInt(12)) - 1);
		return new ComparisonCase(in(asked, asked.firstDay(), asked.lastDay()), in(asked, first, last));
	}

	private static AnalyticsCase in(AnalyticsCase asked, LocalDate first, LocalDate last) {
		return new AnalyticsCase(asked.seed(), asked.userId(), first, last, asked.zone(), false, true,
				asked.projectIds(), asked.agentIds(), asked.environments(), asked.settings());
	}

	/** Around the moments at which the earlier days settle and are forgotten. */
	public Instant asOf() {
		Random random = new Random(this.current.seed() + 13);
		LocalDate day = random.nextBoolean() ? this.previous.lastDay().plusDays(2)
				: this.previous.firstDay().plusDays(retentionDays());
		return day.atStartOfDay(this.current.zone()).toInstant().plusSeconds(random.nextInt(-1, 2));
	}

	public int retentionDays() {
		return 1 + new Random(this.current.seed() + 17).nextInt(60);
	}

	/** Runs and calls of both, many of them where one ends and the other begins. */
	public List<SpanRecord> spans() {
		List<SpanRecord> spans = new ArrayList<>();
		long seed = this.current.seed();
		int count = new Random(seed + 19).nextInt(40);
		add(spans, seed, this.previous.firstDay(), this.current.lastDay(), count);
		add(spans, seed + 2_000_000, this.current.firstDay(), this.current.firstDay(), count / 2);
		return spans;
	}

	private void add(List<SpanRecord> spans, long seed, LocalDate first, LocalDate last, int count) {
		String user = this.current.userId();
		OracleNames names = this.current.settings().names();
		spans.addAll(new SpanGenerator(user, seed, this.current.zone(), first, last, names).spans(count));
		spans.addAll(
				new CallGenerator(user, seed + 1_000_000, this.current.zone(), first, last, names).spans(count / 2));
	}

}
