package ai.potpie.analyticsapi.history.store;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageTests {

	private static final TimeRange TAIL = new TimeRange(hour(20), TimeRange.OPEN_END);

	@Test
	void nothingIsCoveredAtFirst() {
		assertThat(Coverage.NONE.from()).isNull();
		assertThat(Coverage.NONE.covers(range(1, 2))).isFalse();
		assertThat(Coverage.NONE.missing(hour(5))).contains(new TimeRange(hour(5), TimeRange.OPEN_END));
	}

	@Test
	void adjacentRangesBecomeOne() {
		Coverage coverage = Coverage.NONE.with(TAIL).with(range(10, 20));
		assertThat(coverage.ranges()).containsExactly(new TimeRange(hour(10), TimeRange.OPEN_END));
		assertThat(coverage.from()).isEqualTo(hour(10));
		assertThat(coverage.covers(range(15, 22))).isTrue();
		assertThat(coverage.covers(range(9, 22))).isFalse();
	}

	@Test
	void anOlderRangeIsCoveredAndLeavesAGap() {
		Coverage coverage = Coverage.NONE.with(TAIL).with(range(2, 6));
		assertThat(coverage.gaps()).containsExactly(range(6, 20));
		assertThat(coverage.from()).isEqualTo(hour(20));
		assertThat(coverage.covers(range(3, 5))).isTrue();
		assertThat(coverage.covers(range(5, 21))).isFalse();
		assertThat(coverage.missing(hour(1))).contains(range(6, 20));
		assertThat(coverage.missing(hour(10))).contains(range(10, 20));
	}

	@Test
	void nothingIsMissingWhereLogfireHasNoMore() {
		assertThat(Coverage.NONE.with(TAIL).missing(hour(20))).isEmpty();
		assertThat(Coverage.NONE.with(TAIL).missing(hour(21))).isEmpty();
	}

	@Test
	void aRangeThatWasLostIsAGap() {
		Coverage coverage = Coverage.NONE.with(new TimeRange(hour(1), TimeRange.OPEN_END)).without(range(5, 8));
		assertThat(coverage.ranges()).isEqualTo(List.of(range(1, 5), new TimeRange(hour(8), TimeRange.OPEN_END)));
		assertThat(coverage.covers(range(7, 9))).isFalse();
	}

	private static TimeRange range(int start, int end) {
		return new TimeRange(hour(start), hour(end));
	}

	private static Instant hour(int hour) {
		return Instant.parse("2026-02-11T00:00:00Z").plusSeconds(3600L * hour);
	}

}
