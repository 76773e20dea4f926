package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class LocalRowsTests {

	private static final Instant MORNING = Instant.parse("2026-02-11T09:30:00Z");

	private final LocalRows rows = rows(DataSize.ofMegabytes(1));

	@Test
	void newerRowsStay() {
		StoredRows older = stored(MORNING);
		StoredRows newer = stored(MORNING.plusMillis(1));
		assertThat(this.rows.keep(query(1), older)).isSameAs(older);
		assertThat(this.rows.keep(query(1), newer)).isSameAs(newer);
		assertThat(this.rows.keep(query(1), older)).isSameAs(newer);
		assertThat(this.rows.get(query(1))).isSameAs(newer);
	}

	@Test
	void queriesThatAreEqualShareRows() {
		StoredRows stored = stored(MORNING);
		this.rows.keep(query(1), stored);
		assertThat(this.rows.get(query(1))).isSameAs(stored);
		assertThat(this.rows.get(query(2))).isNull();
	}

	@Test
	void theSizeIsABoundHoweverManyThereAre() {
		for (int i = 0; i < 20_000; i++) {
			this.rows.keep(query(i), stored(MORNING));
		}
		assertThat(this.rows.weight()).isBetween(500_000L, DataSize.ofMegabytes(1).toBytes());
	}

	@Test
	void whatWasJustKeptIsThereThoughMemoryIsFull() {
		for (int i = 0; i < 200; i++) {
			StoredRows stored = large();
			this.rows.keep(query(i), stored);
			assertThat(this.rows.weight()).isLessThanOrEqualTo(DataSize.ofMegabytes(1).toBytes());
			assertThat(this.rows.get(query(i))).isSameAs(stored);
		}
	}

	@Test
	void whatIsAskedForAgainStaysThoughMemoryIsFull() {
		for (int i = 1; i < 100; i++) {
			this.rows.keep(query(i), large());
		}
		StoredRows wanted = large();
		this.rows.keep(query(0), wanted);
		for (int i = 100; i < 200; i++) {
			assertThat(this.rows.get(query(0))).isSameAs(wanted);
			this.rows.keep(query(i), large());
		}
	}

	@Test
	void representationsWeighToo() {
		StoredRows stored = stored(MORNING);
		this.rows.keep(query(1), stored);
		long before = this.rows.weight();
		stored.represent(new JsonForm<>(new TextQuestion(query(1)), JsonMapper.shared()), TestLogfire.memory());
		this.rows.weigh(query(1));
		assertThat(this.rows.weight()).isGreaterThanOrEqualTo(before + TextQuestion.SIZE);
	}

	@Test
	void aSizeOfZeroStoresNothing() {
		LocalRows none = rows(DataSize.ofBytes(0));
		StoredRows stored = stored(MORNING);
		assertThat(none.keep(query(1), stored)).isSameAs(stored);
		assertThat(none.get(query(1))).isNull();
	}

	private static LocalRows rows(DataSize size) {
		return new LocalRows(size, Duration.ofHours(1), Ticker.systemTicker());
	}

	private static StoredRows stored(Instant asOf) {
		return StoredRows.of(new Rows(List.of()), asOf);
	}

	/** Of which memory has room for some fifty. */
	private static StoredRows large() {
		return new StoredRows(new byte[20_000], MORNING);
	}

	private static LogfireQuery query(int number) {
		return new LogfireQuery(Sql.of("SELECT :number").with("number", number), MORNING, MORNING.plusSeconds(1), 10);
	}

	private record TextQuestion(LogfireQuery query) implements Question<String> {

		static final int SIZE = 10_000;

		@Override
		public String answer(Rows rows, Instant asOf) {
			return "x".repeat(SIZE);
		}

	}

}
