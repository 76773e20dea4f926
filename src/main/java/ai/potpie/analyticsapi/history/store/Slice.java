package ai.potpie.analyticsapi.history.store;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Facts that one query reads. Times of start and of creation limit them, and in a part of
 * a slice the ids of their spans.
 *
 * @param starts the times of start
 * @param creations the times of creation: from after its start to its end
 * @param ids what a fact's span and trace id begin with; empty for all
 */
public record Slice(TimeRange starts, TimeRange creations, String ids) {

	private static final String HEX_DIGITS = "0123456789abcdef";

	/** The digits of a span id and a trace id. */
	private static final int ALL_DIGITS = 48;

	private static final Sql IN_TIMES = Sql.of("""
			(start_timestamp >= :first_start AND start_timestamp < :end_of_starts
				AND created_at > :created_after AND created_at <= :created_through)""");

	private static final Sql HAS_IDS = Sql.of("starts_with(concat(span_id, trace_id), :ids)");

	/** Spans by the time at which they started, as far as Logfire had stored them. */
	public static Slice ofStarts(TimeRange starts, Instant createdThrough) {
		return new Slice(starts, new TimeRange(Instant.EPOCH, createdThrough), "");
	}

	/** Spans by the time at which Logfire stored them. */
	public static Slice ofCreations(Instant firstStart, TimeRange creations) {
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

	/** Whether there are smaller slices. One with all digits has the copies of a span. */
	boolean hasParts() {
		return this.ids.length() < ALL_DIGITS;
	}

	/**
	 * Smaller slices that are the same together. Many facts may have one time and one
	 * trace, but the ids of spans are evenly spread.
	 */
	List<Slice> parts() {
		return HEX_DIGITS.chars()
			.mapToObj((digit) -> new Slice(this.starts, this.creations, this.ids + (char) digit))
			.toList();
	}

}
