package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stores that are full take what they say, whatever the keys hold: at most a fifth more.
 */
@HeapTest
class StoreWeightTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private static final DataSize SIZE = DataSize.ofMegabytes(32);

	/** From a question with a filter to one with all that a request can hold. */
	@ParameterizedTest
	@CsvSource({ "100_000,1,10,x", "4_000,55,1_000,x", "4_000,20,1_000,中" })
	void answersWeighTheirKeys(String count, int values, String length, String letter) {
		LocalRows rows = new LocalRows(SIZE, Duration.ofHours(1), Ticker.systemTicker());
		long taken = Heap.takenBy(() -> {
			for (int i = 0; i < number(count); i++) {
				StoredRows stored = StoredRows.of(new Rows(List.of()), NOON);
				Texts question = texts(i, values, number(length), letter);
				stored.represent(new JsonForm<>(texts(i, values, number(length), letter), JsonMapper.shared()),
						new Rows(List.of()));
				rows.keep(question, stored);
			}
			return rows;
		});
		assertThat(rows.weight()).isBetween(SIZE.toBytes() * 3 / 4, SIZE.toBytes());
		assertThat(taken).isBetween(SIZE.toBytes() / 4, SIZE.toBytes() * 6 / 5);
	}

	private static int number(String text) {
		return Integer.parseInt(text.replace("_", ""));
	}

	private static Texts texts(int number, int values, int length, String letter) {
		return new Texts(IntStream.range(0, values).mapToObj((i) -> letter.repeat(length) + number + "-" + i).toList());
	}

	private record Texts(List<String> values) implements Question<String> {

		@Override
		public LogfireQuery query() {
			return new LogfireQuery(Sql.of("SELECT :values").with("values", this.values), NOON, NOON.plusSeconds(1),
					10);
		}

		@Override
		public Instant end() {
			return NOON.plusSeconds(1);
		}

		@Override
		public Stream<String> texts() {
			return this.values.stream();
		}

		@Override
		public String answer(Rows rows, Instant asOf) {
			return "x";
		}

	}

}
