package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * A question about all users of generated spans, which share the ids of traces, spans,
 * runs and conversations. When it is about and with which filters is that of an
 * {@link AnalyticsCase} of the same seed.
 */
public record UsersCase(AnalyticsCase asked, String sort, int top) {

	private static final List<Object> USERS = List.of("u1", "u2", "U1", "ü", "\uE000", "🚀", "other", "total",
			"a'b\"\\", "[Scrubbed due to 'auth']", "<script>", 17, "17", 1.50, "x".repeat(300), "", " ", "\t\n");

	private static final List<String> SORTS = List.of("cost", "runs", "errors", "last_activity");

	private static final List<Integer> TOPS = List.of(1, 2, 3, 5, 10, 1000);

	public static UsersCase of(long seed, Clock clock) {
		return of(seed, clock, OracleSettings.DEFAULT);
	}

	public static UsersCase of(long seed, Clock clock, OracleSettings settings) {
		Random random = new Random(seed + 11);
		return new UsersCase(AnalyticsCase.of(seed, clock, settings), HostileValues.any(SORTS, random),
				HostileValues.any(TOPS, random));
	}

	public List<SpanRecord> spans() {
		Random random = new Random(this.asked.seed() + 13);
		List<Object> users = new ArrayList<>(USERS);
		Collections.shuffle(users, random);
		List<Object> some = users.subList(0, 1 + random.nextInt(users.size()));
		Supplier<Object> anyone = () -> HostileValues.any(some, random);
		OracleNames names = this.asked.settings().names();
		List<SpanRecord> spans = new ArrayList<>();
		spans.addAll(new SpanGenerator(anyone, this.asked.seed(), this.asked.zone(), this.asked.firstDay(),
				this.asked.lastDay(), names)
			.spans(random.nextInt(150)));
		spans.addAll(new CallGenerator(anyone, this.asked.seed(), this.asked.zone(), this.asked.firstDay(),
				this.asked.lastDay(), names)
			.spans(random.nextInt(40)));
		return spans;
	}

}
