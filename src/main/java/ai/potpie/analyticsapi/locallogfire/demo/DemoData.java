package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.demo.DemoTrace.Times;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * The last 90 days of a few users and their agents, up to now. The data is the same at
 * every start, except that the days move on.
 */
public final class DemoData {

	private static final int DAYS = 90;

	/** Fifteen months. */
	private static final int DAYS_OF_HISTORY = 457;

	/** The users of the days before the last {@link #DAYS}. */
	private static final Set<String> FIRST_USERS = Set.of("user_123", "user_129", "user_133");

	private DemoData() {
	}

	/**
	 * The spans day by day, each day in order of start, generated while they are read.
	 */
	public static Stream<SpanRecord> spans(Clock clock) {
		Instant now = clock.instant();
		long today = LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
		return LongStream.rangeClosed(today - DAYS + 1, today)
			.mapToObj(LocalDate::ofEpochDay)
			.flatMap((day) -> spans(day, now));
	}

	/**
	 * The spans of the first users on the days before, as many months as the history of a
	 * service may have, in the same order. These users worked less at first.
	 */
	public static Stream<SpanRecord> earlierSpans(Clock clock) {
		long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
		return LongStream.rangeClosed(today - DAYS_OF_HISTORY + 1, today - DAYS).mapToObj((day) -> {
			double share = 1 - 0.7 * (today - DAYS - day) / (DAYS_OF_HISTORY - DAYS);
			return earlierSpans(LocalDate.ofEpochDay(day), share);
		}).flatMap(List::stream);
	}

	private static List<SpanRecord> earlierSpans(LocalDate day, double share) {
		List<SpanRecord> spans = new ArrayList<>();
		DemoCatalog.USERS.stream()
			.filter((user) -> FIRST_USERS.contains(user.id()))
			.forEach((user) -> new DemoDay(user, day).write(share, spans));
		spans.sort(Comparator.comparing(SpanRecord::startTimestamp));
		return spans;
	}

	private static Stream<SpanRecord> spans(LocalDate day, Instant now) {
		List<SpanRecord> spans = new ArrayList<>();
		DemoCatalog.USERS.forEach((user) -> new DemoDay(user, day).write(1, spans));
		addNobodys(day, spans);
		spans.sort(Comparator.comparing(SpanRecord::startTimestamp));
		// as in Logfire, a span exists once it has ended
		return spans.stream().filter((span) -> !span.endTimestamp().isAfter(now));
	}

	/** Adds spans that belong to no user. */
	private static void addNobodys(LocalDate day, List<SpanRecord> spans) {
		SplittableRandom random = new SplittableRandom(day.toEpochDay());
		Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
		for (int minute = 0; minute < 24 * 60; minute += 15) {
			DemoTrace trace = DemoTrace.begin("production", new LinkedHashMap<>(Map.of("job", "refresh_index")), random,
					spans);
			Times times = Times.of(midnight.plusSeconds(60L * minute), random.nextDouble(0.2, 30));
			trace.add(trace.span("knowledge-graph", trace.nextSpanId(), null, "refresh index", times)
				.attributes(trace.baggage()));
		}
	}

}
