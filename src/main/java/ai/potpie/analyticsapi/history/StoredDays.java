package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowLimits;
import org.jspecify.annotations.Nullable;

/**
 * The days that the history or Logfire has completely.
 */
class StoredDays implements WindowLimits {

	private final FeedLoop feed;

	private final RetentionProperties logfire;

	private final Clock clock;

	StoredDays(FeedLoop feed, RetentionProperties logfire, Clock clock) {
		this.feed = feed;
		this.logfire = logfire;
		this.clock = clock;
	}

	@Override
	public int maxDays() {
		return Window.MAX_DAYS;
	}

	@Override
	public @Nullable LocalDate firstDay(ZoneId zone) {
		return this.feed.view()
			.flatMap((seen) -> Optional
				.ofNullable(seen.coverage().whenFilled(this.logfire.oldestStart(this.clock.instant())).from()))
			.map((from) -> firstWholeDay(from, zone))
			.map((day) -> earlier(day, this.logfire.firstDay(zone, this.clock.instant())))
			.orElse(null);
	}

	private static LocalDate firstWholeDay(Instant from, ZoneId zone) {
		LocalDate day = LocalDate.ofInstant(from, zone);
		return day.atStartOfDay(zone).toInstant().isBefore(from) ? day.plusDays(1) : day;
	}

	private static LocalDate earlier(LocalDate one, LocalDate other) {
		return one.isBefore(other) ? one : other;
	}

}
