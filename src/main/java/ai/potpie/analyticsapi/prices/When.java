package ai.potpie.analyticsapi.prices;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The times at which a tariff applies, in UTC.
 */
sealed interface When {

	boolean applies(Instant at);

	/** The same condition in SQL, for the column {@code start_timestamp}. */
	Sql sql();

	/**
	 * At any time.
	 */
	record Always() implements When {

		@Override
		public boolean applies(Instant at) {
			return true;
		}

		@Override
		public Sql sql() {
			return Sql.of("TRUE");
		}

	}

	/**
	 * From the beginning of a day, in UTC.
	 */
	record Since(LocalDate day) implements When {

		@Override
		public boolean applies(Instant at) {
			return !at.isBefore(start());
		}

		@Override
		public Sql sql() {
			return Sql.of("start_timestamp >= :start").with("start", start());
		}

		private Instant start() {
			return this.day.atStartOfDay(ZoneOffset.UTC).toInstant();
		}

	}

	/**
	 * Every day from one time inclusive until another exclusive, both in whole seconds of
	 * UTC.
	 */
	record Daily(LocalTime start, LocalTime end) implements When {

		@Override
		public boolean applies(Instant at) {
			int second = at.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
			return second >= this.start.toSecondOfDay() && second < this.end.toSecondOfDay();
		}

		@Override
		public Sql sql() {
			return Sql.of("""
					date_part('hour', start_timestamp AT TIME ZONE :utc) * 3600 \
					+ date_part('minute', start_timestamp AT TIME ZONE :utc) * 60 \
					+ FLOOR(date_part('second', start_timestamp AT TIME ZONE :utc)) \
					BETWEEN :first AND :last""")
				.with("utc", "UTC")
				.with("first", this.start.toSecondOfDay())
				.with("last", this.end.toSecondOfDay() - 1);
		}

	}

}
