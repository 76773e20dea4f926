package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * A question about the runs and conversations of generated spans, calls of LLMs among
 * them. Of whom, when and with which filters is that of an {@link AnalyticsCase} of the
 * same seed.
 *
 * @param outcomes a filter of runs; empty for none
 * @param conversations a filter of runs; empty for none
 */
public record ListCase(AnalyticsCase asked, String sort, int limit, Set<String> outcomes, Set<String> conversations) {

	private static final List<Integer> LIMITS = List.of(1, 2, 3, 1000);

	public static ListCase of(long seed, Clock clock) {
		return of(seed, clock, OracleSettings.DEFAULT);
	}

	public static ListCase of(long seed, Clock clock, OracleSettings settings) {
		Random random = new Random(seed + 11);
		return new ListCase(AnalyticsCase.of(seed, clock, settings),
				HostileValues.any(List.of("newest", "cost", "duration"), random), HostileValues.any(LIMITS, random),
				some(List.of("success", "error", "unknown", "überfällig", "Completed"), random),
				some(List.of("c-1", "c-2", "17", "gespräch 🗨", "nothing"), random));
	}

	/** Mostly none, which means no filter. */
	private static Set<String> some(List<String> values, Random random) {
		Set<String> some = new HashSet<>();
		if (random.nextInt(4) == 0) {
			some.add(HostileValues.any(values, random));
			some.add(HostileValues.any(values, random));
		}
		return some;
	}

	public ListCase unfiltered() {
		return new ListCase(this.asked, this.sort, this.limit, Set.of(), Set.of());
	}

	String userId() {
		return this.asked.userId();
	}

	ZoneId zone() {
		return this.asked.zone();
	}

	public UserSpans userSpans() {
		Window window = new Window(this.asked.firstDay(), this.asked.lastDay(), zone());
		return new UserSpans(userId(), window, this.asked.filters());
	}

	public List<SpanRecord> spans() {
		int count = 20 + new Random(this.asked.seed()).nextInt(60);
		return this.asked.spans(count, count / 3);
	}

	/** Those that the question is about. */
	List<OracleSpan> askedSpans() {
		return this.asked.asked(spans());
	}

}
