package ai.potpie.analyticsapi.prices;

import java.time.Instant;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call costs.
 */
class ModelPriceTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# input, read, written, output, nano-dollars
			0,       0,    0,       0,      0
			1,       0,    0,       0,      3000
			1000,    0,    0,       0,      3000000
			1000,    1000, 0,       0,      300000
			1000,    0,    1000,    0,      3750000
			1000,    600,  300,     0,      1605000
			0,       0,    0,       1000,   15000000
			1000,    600,  300,     1000,   16605000
			""")
	void cachedTokensArePartOfTheInputAtTheirOwnPrices(long input, long read, long written, long output, long nano) {
		assertThat(cost("""
				{ "input_mtok": 3, "cache_read_mtok": "0.3", "cache_write_mtok": "3.75", "output_mtok": 15 }""", input,
				read, written, output))
			.isEqualTo(nano);
	}

	@Test
	void cachedTokensWithoutAPriceCostWhatOthersDo() {
		assertThat(cost("{ \"input_mtok\": 3, \"output_mtok\": 15 }", 1000, 600, 300, 0)).isEqualTo(3_000_000);
	}

	@Test
	void aCallWithMoreTokensOfTheCacheThanOfAllInputHasNoPrice() {
		ModelPrice price = price("{ \"input_mtok\": 3, \"cache_read_mtok\": \"0.3\" }");
		assertThat(price.costNano(NOON, 1000, 600, 400, 7)).hasValue(1_380_000);
		assertThat(price.costNano(NOON, 1000, 600, 401, 7)).isEmpty();
		assertThat(price.costNano(NOON, 500, 4000, 0, 7)).isEmpty();
		assertThat(price.costNano(NOON, 0, 0, 1, 7)).isEmpty();
	}

	@Test
	void whatHasNoPriceIsFree() {
		assertThat(cost("{ \"input_mtok\": \"0.02\" }", 1000, 0, 0, 1000)).isEqualTo(20_000);
		assertThat(cost("{ \"input_mtok\": 0, \"output_mtok\": 0 }", 1000, 0, 0, 1000)).isZero();
	}

	@Test
	void aCallItselfCanCost() {
		assertThat(cost("{ \"input_mtok\": 1, \"requests_kcount\": 12 }", 1000, 0, 0, 0)).isEqualTo(13_000_000);
	}

	@ParameterizedTest
	@CsvSource({ "0.0004, 1, 0", "0.0005, 1, 1", "0.000499999, 1, 0", "0.0015, 1, 2", "0.0005, 3, 2",
			"0.0833333333333333333, 1000000, 83333333" })
	void costsAreRoundedHalfUp(String price, long input, long nano) {
		assertThat(cost("{ \"input_mtok\": \"%s\" }".formatted(price), input, 0, 0, 0)).isEqualTo(nano);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# input, read,   written, output, nano-dollars
			199999,  0,      0,       10,     600147000
			200000,  0,      0,       10,     600150000
			200001,  0,      0,       10,     1200231000
			200001,  200001, 0,       0,      120000600
			200001,  199999, 2,       0,      120011400
			499999,  0,      0,       0,      2999994000
			500000,  0,      0,       0,      3000000000
			500001,  0,      0,       0,      4500009000
			""")
	void tiersAreOfWholeCallsByAllTheirInput(long input, long read, long written, long output, long nano) {
		assertThat(
				cost("""
						{ "input_mtok": { "base": 3, "tiers": [ { "start": 500000, "price": 9 }, { "start": 200000, "price": 6 } ] },
						  "cache_read_mtok": { "base": "0.3", "tiers": [ { "start": 200000, "price": "0.6" } ] },
						  "output_mtok": { "base": 15, "tiers": [ { "start": 200000, "price": "22.5" } ] } }""",
						input, read, written, output))
			.isEqualTo(nano);
	}

	@ParameterizedTest
	@CsvSource({ "2026-08-31T23:59:59.999999Z, 2000", "2026-09-01T00:00:00Z, 3000", "2020-01-01T00:00:00Z, 2000",
			"2026-09-30T23:59:59Z, 3000", "2026-10-01T00:00:00Z, 4000" })
	void pricesChangeAtMidnightUtc(Instant at, long nano) {
		ModelPrice price = price("""
				[ { "prices": { "input_mtok": 2 } },
				  { "constraint": { "start_date": "2026-09-01" }, "prices": { "input_mtok": 3 } },
				  { "constraint": { "start_date": "2026-10-01" }, "prices": { "input_mtok": 4 } } ]""");
		assertThat(price.costNano(at, 1, 0, 0, 0)).hasValue(nano);
	}

	@ParameterizedTest
	@CsvSource({ "2026-02-11T00:29:59.999999Z, 1000", "2026-02-11T00:30:00Z, 2000", "2026-02-11T16:29:59.999999Z, 2000",
			"2026-02-11T16:30:00Z, 1000" })
	void pricesChangeDuringTheDay(Instant at, long nano) {
		String prices = """
				[ { "prices": { "input_mtok": 1 } },
				  { "constraint": { "start_time": "%s", "end_time": "%s" }, "prices": { "input_mtok": 2 } } ]""";
		assertThat(price(prices.formatted("00:30:00Z", "16:30:00Z")).costNano(at, 1, 0, 0, 0)).hasValue(nano);
		assertThat(price(prices.formatted("01:30:00+01:00", "17:30:00+01:00")).costNano(at, 1, 0, 0, 0)).hasValue(nano);
	}

	@Test
	void theFirstPriceCountsIfNoneApplies() {
		ModelPrice price = price("""
				[ { "constraint": { "start_date": "2027-01-01" }, "prices": { "input_mtok": 1 } },
				  { "constraint": { "start_date": "2028-01-01" }, "prices": { "input_mtok": 2 } } ]""");
		assertThat(price.costNano(NOON, 1, 0, 0, 0)).hasValue(1000);
	}

	@Test
	void noCallHasNegativeOrImpossiblyManyTokens() {
		ModelPrice price = price("{ \"input_mtok\": 1000000, \"output_mtok\": 1000000 }");
		long most = ModelPrice.MAX_TOKENS;
		assertThat(price.costNano(NOON, most, most / 2, most / 2, most)).hasValue(200_000_000_000_000_000L);
		for (long wrong : new long[] { -1, most + 1, Long.MIN_VALUE, Long.MAX_VALUE }) {
			assertThat(price.costNano(NOON, wrong, 0, 0, 0)).isEmpty();
			assertThat(price.costNano(NOON, 0, wrong, 0, 0)).isEmpty();
			assertThat(price.costNano(NOON, 0, 0, wrong, 0)).isEmpty();
			assertThat(price.costNano(NOON, 0, 0, 0, wrong)).isEmpty();
		}
	}

	private static long cost(String prices, long input, long read, long written, long output) {
		OptionalLong cost = price(prices).costNano(NOON, input, read, written, output);
		return cost.orElseThrow();
	}

	private static ModelPrice price(String prices) {
		String file = """
				[ { "id": "p", "models": [ { "id": "m", "match": { "equals": "m" }, "prices": %s } ] } ]"""
			.formatted(prices);
		return PriceTable.load(new ByteArrayResource(file.getBytes()), "test").find("p", "m").orElseThrow();
	}

}
