package ai.potpie.analyticsapi.history.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The times of start whose facts the store has completely.
 *
 * @param ranges the ranges in order, with a gap between each two
 */
public record Coverage(List<TimeRange> ranges) {

	public static final Coverage NONE = new Coverage(List.of());

	public Coverage {
		ranges = List.copyOf(ranges);
	}

	/** The same coverage with one more range. */
	public Coverage with(TimeRange range) {
		List<TimeRange> sorted = new ArrayList<>(this.ranges);
		sorted.add(range);
		sorted.sort(Comparator.comparing(TimeRange::start));
		List<TimeRange> merged = new ArrayList<>();
		for (TimeRange next : sorted) {
			TimeRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
			if (last == null || next.start().isAfter(last.end())) {
				merged.add(next);
			}
			else if (next.end().isAfter(last.end())) {
				merged.set(merged.size() - 1, new TimeRange(last.start(), next.end()));
			}
		}
		return new Coverage(merged);
	}

	/** The same coverage without a range. */
	public Coverage without(TimeRange range) {
		List<TimeRange> left = new ArrayList<>();
		for (TimeRange each : this.ranges) {
			left.add(new TimeRange(each.start(), TimeRange.earlier(each.end(), range.start())));
			left.add(new TimeRange(TimeRange.later(each.start(), range.end()), each.end()));
		}
		return new Coverage(left.stream().filter((each) -> !each.isEmpty()).distinct().toList());
	}

	public boolean covers(TimeRange range) {
		return this.ranges.stream().anyMatch((each) -> each.contains(range));
	}

	/** Whether a part of a range is covered. */
	public boolean touches(TimeRange range) {
		return this.ranges.stream().anyMatch((each) -> each.overlaps(range));
	}

	/** The first moment that is covered without a gap up to now; null if nothing is. */
	public @Nullable Instant from() {
		return newest().map(TimeRange::start).orElse(null);
	}

	/** The first moment that is covered; empty if nothing is. */
	public Optional<Instant> first() {
		return this.ranges.stream().map(TimeRange::start).findFirst();
	}

	/** The ranges between those that are covered. */
	public List<TimeRange> gaps() {
		List<TimeRange> gaps = new ArrayList<>();
		for (int i = 1; i < this.ranges.size(); i++) {
			gaps.add(new TimeRange(this.ranges.get(i - 1).end(), this.ranges.get(i).start()));
		}
		return gaps;
	}

	/**
	 * What is missing before the newest range: down to the range before it or to a floor,
	 * whichever is later. Empty if nothing is.
	 */
	public Optional<TimeRange> missing(Instant floor) {
		Instant end = newest().map(TimeRange::start).orElse(TimeRange.OPEN_END);
		Instant start = (this.ranges.size() > 1) ? TimeRange.later(floor, this.ranges.get(this.ranges.size() - 2).end())
				: floor;
		return Optional.of(new TimeRange(start, end)).filter((range) -> !range.isEmpty());
	}

	/** What is covered once the feed has read what is missing down to a floor. */
	public Coverage whenFilled(Instant floor) {
		return missing(floor).map(this::with).orElse(this);
	}

	private Optional<TimeRange> newest() {
		return this.ranges.isEmpty() ? Optional.empty()
				: Optional.of(this.ranges.get(this.ranges.size() - 1)).filter((range) -> !range.hasEnd());
	}

}
