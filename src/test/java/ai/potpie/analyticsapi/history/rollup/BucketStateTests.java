package ai.potpie.analyticsapi.history.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BucketStateTests {

	private static final Settling SETTLING = new Settling(Duration.ofHours(24));

	/** Two days, a gap of one, and everything since. */
	private static final Coverage COVERAGE = new Coverage(List.of(range("2026-02-01T00:00:00Z", "2026-02-03T00:00:00Z"),
			new TimeRange(Instant.parse("2026-02-04T00:00:00Z"), LogfireQuery.OPEN_END)));

	private static final Instant AS_OF = Instant.parse("2026-02-10T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "2026-01-30T00:00:00Z, 2026-02-01T00:00:00Z, MISSING",
			"2026-02-03T00:00:00Z, 2026-02-04T00:00:00Z, MISSING",
			"2026-01-31T00:00:00Z, 2026-02-02T00:00:00Z, PARTIAL",
			"2026-02-02T00:00:00Z, 2026-02-05T00:00:00Z, PARTIAL",
			"2026-02-03T23:59:59Z, 2026-02-28T00:00:00Z, PARTIAL", "2026-02-01T00:00:00Z, 2026-02-03T00:00:00Z, FINAL",
			"2026-02-04T00:00:00Z, 2026-02-09T12:00:00Z, FINAL", "2026-02-04T00:00:00Z, 2026-02-09T12:00:01Z, SETTLING",
			"2026-02-04T00:00:00Z, 2026-02-10T12:00:00Z, SETTLING",
			"2026-02-04T00:00:00Z, 2026-02-10T12:00:01Z, OPEN" })
	void theStateFollowsFromWhatIsCoveredAndFromTheTimeSinceTheEnd(String start, String end, BucketState state) {
		assertThat(BucketState.of(range(start, end), COVERAGE, SETTLING, AS_OF)).isEqualTo(state);
		assertThat(state.hasGaps()).isEqualTo(state == BucketState.MISSING || state == BucketState.PARTIAL);
	}

	private static TimeRange range(String start, String end) {
		return new TimeRange(Instant.parse(start), Instant.parse(end));
	}

}
