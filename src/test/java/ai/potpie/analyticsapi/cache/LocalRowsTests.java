package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.cache.CountQuestion.Text;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class LocalRowsTests {

	private static final Instant MORNING = Instant.parse("2026-02-11T09:30:00Z");

	private final LocalRows rows = rows(DataSize.ofMegabytes(1));

	@Test
	void newerRowsStay() {
		StoredRows older = stored(MORNING);
		StoredRows newer = stored(MORNING.plusMillis(1));
		assertThat(this.rows.keep(question(1), older)).isSameAs(older);
		assertThat(this.rows.keep(question(1), newer)).isSameAs(newer);
		assertThat(this.rows.keep(question(1), older)).isSameAs(newer);
		assertThat(this.rows.get(question(1))).isSameAs(newer);
	}

	@Test
	void questionsThatAreEqualShareRows() {
		StoredRows stored = stored(MORNING);
		this.rows.keep(question(1), stored);
		assertThat(this.rows.get(question(1))).isSameAs(stored);
		assertThat(this.rows.get(question(2))).isNull();
	}

	@Test
	void theSizeIsABoundHoweverManyThereAre() {
		for (int i = 0; i < 20_000; i++) {
			this.rows.keep(question(i), stored(MORNING));
		}
		assertThat(this.rows.weight()).isBetween(500_000L, DataSize.ofMegabytes(1).toBytes());
	}

	@Test
	void whatWasJustKeptIsThereThoughMemoryIsFull() {
		for (int i = 0; i < 200; i++) {
			StoredRows stored = large();
			this.rows.keep(question(i), stored);
			assertThat(this.rows.weight()).isLessThanOrEqualTo(DataSize.ofMegabytes(1).toBytes());
			assertThat(this.rows.get(question(i))).isSameAs(stored);
		}
	}

	@Test
	void whatIsAskedForAgainStaysThoughMemoryIsFull() {
		for (int i = 1; i < 100; i++) {
			this.rows.keep(question(i), large());
		}
		StoredRows wanted = large();
		this.rows.keep(question(0), wanted);
		for (int i = 100; i < 200; i++) {
			assertThat(this.rows.get(question(0))).isSameAs(wanted);
			this.rows.keep(question(i), large());
		}
	}

	@Test
	void representationsWeighToo() {
		StoredRows stored = stored(MORNING);
		this.rows.keep(question(1), stored);
		long before = this.rows.weight();
		stored.represent(new Text("x".repeat(10_000)), AnswerCacheTests.rows(1));
		this.rows.weigh(question(1));
		assertThat(this.rows.weight()).isGreaterThanOrEqualTo(before + 10_000);
	}

	@Test
	void aSizeOfZeroStoresNothing() {
		LocalRows none = rows(DataSize.ofBytes(0));
		StoredRows stored = stored(MORNING);
		assertThat(none.keep(question(1), stored)).isSameAs(stored);
		assertThat(none.get(question(1))).isNull();
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

	private static Question<?> question(int number) {
		return CountQuestion.number(number);
	}

}
