package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Facts that one query reads. Times of start and of creation limit them, and in a slice
 * of a single moment the ids of their spans.
 *
 * @param starts the times of start
 * @param creations the times of creation: from after its start to its end
 * @param ids what a fact's trace and span id begin with; empty for all
 */
record Slice(TimeRange starts, TimeRange creations, String ids) {

	/** Below this a slice is divided by ids. */
	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final String HEX_DIGITS = "0123456789abcdef";

	private static final Sql IN_TIMES = Sql.of("""
			(start_timestamp >= :first_start AND start_timestamp < :end_of_starts
				AND created_at > :created_after AND created_at <= :created_through)""");

	private static final Sql HAS_IDS = Sql.of("starts_with(concat(trace_id, span_id), :ids)");

	static Slice ofStarts(TimeRange starts, Instant createdThrough) {
		return new Slice(starts, new TimeRange(Instant.EPOCH, createdThrough), "");
	}

	static Slice ofCreations(Instant firstStart, TimeRange creations) {
		return new Slice(new TimeRange(firstStart, TimeRange.OPEN_END), creations, "");
	}

	/** The condition that a fact is in the slice, for Logfire and for the store. */
	Sql condition() {
		Sql inTimes = IN_TIMES.with("first_start", this.starts.start())
			.with("end_of_starts", this.starts.end())
			.with("created_after", this.creations.start())
			.with("created_through", this.creations.end());
		return this.ids.isEmpty() ? inTimes : Sql.and(List.of(inTimes, HAS_IDS.with("ids", this.ids)));
	}

	/** Smaller slices that are the same together. */
	List<Slice> parts(Instant now) {
		TimeRange range = isOfStarts() ? this.starts : this.creations;
		Instant end = range.end().isBefore(now) ? range.end() : now;
		Duration length = Duration.between(range.start(), end);
		if (!this.ids.isEmpty() || length.compareTo(SHORTEST) <= 0) {
			return HEX_DIGITS.chars()
				.mapToObj((digit) -> new Slice(this.starts, this.creations, this.ids + (char) digit))
				.toList();
		}
		Instant middle = range.start().plus(length.dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
		return List.of(of(new TimeRange(range.start(), middle)), of(new TimeRange(middle, range.end())));
	}

	private boolean isOfStarts() {
		return this.creations.start().equals(Instant.EPOCH);
	}

	private Slice of(TimeRange range) {
		return isOfStarts() ? new Slice(range, this.creations, this.ids) : new Slice(this.starts, range, this.ids);
	}

}
