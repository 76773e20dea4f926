package ai.potpie.analyticsapi.prices;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.prices.Tariff.Tier;

/**
 * Reads the prices of a model. Tokens of sound and pictures cost as much as those of
 * text, because spans do not distinguish them.
 */
final class TariffFile {

	private static final String INPUT = "input_mtok";

	private static final String CACHE_READ = "cache_read_mtok";

	private static final String CACHE_WRITE = "cache_write_mtok";

	private static final String OUTPUT = "output_mtok";

	private static final String CALLS = "requests_kcount";

	/** The threshold that every call exceeds. */
	private static final long NONE = -1;

	private TariffFile() {
	}

	/** The tariffs of a model; none if it has a price for something other than tokens. */
	static Tariffs tariffs(JsonPart prices) {
		List<Tariff> tariffs = prices.isList() ? prices.items().stream().map(TariffFile::conditional).toList()
				: List.of(new Tariff(new When.Always(), tiers(prices)));
		return new Tariffs(tariffs.stream().anyMatch((tariff) -> tariff.tiers().isEmpty()) ? List.of() : tariffs);
	}

	private static Tariff conditional(JsonPart item) {
		return new Tariff(item.find("constraint").map(TariffFile::when).orElse(new When.Always()),
				tiers(item.get("prices")));
	}

	private static When when(JsonPart constraint) {
		return constraint.find("start_date")
			.<When>map((date) -> new When.Since(date.date()))
			.orElseGet(() -> new When.Daily(utc(constraint.get("start_time")), utc(constraint.get("end_time"))));
	}

	private static LocalTime utc(JsonPart time) {
		return time.time().withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
	}

	private static List<Tier> tiers(JsonPart prices) {
		if (prices.find(INPUT).isEmpty() && prices.find(OUTPUT).isEmpty()) {
			return List.of();
		}
		LongStream thresholds = Stream.of(INPUT, CACHE_READ, CACHE_WRITE, OUTPUT)
			.flatMap((name) -> prices.find(name).stream())
			.flatMap((price) -> price.find("tiers").stream())
			.flatMap((tiers) -> tiers.items().stream())
			.mapToLong((tier) -> tier.get("start").count());
		return LongStream.concat(LongStream.of(NONE), thresholds)
			.distinct()
			.sorted()
			.mapToObj((above) -> new Tier(above, rates(prices, above)))
			.toList();
	}

	private static Rates rates(JsonPart prices, long above) {
		long input = price(prices, INPUT, above).orElse(0L);
		return new Rates(input, price(prices, CACHE_READ, above).orElse(input),
				price(prices, CACHE_WRITE, above).orElse(input), price(prices, OUTPUT, above).orElse(0L),
				prices.find(CALLS).map((price) -> price.nano() * 1000).orElse(0L));
	}

	private static Optional<Long> price(JsonPart prices, String name, long above) {
		return prices.find(name).map((price) -> price.find("tiers").isPresent() ? tier(price, above) : price.nano());
	}

	/** The price of the highest tier up to a threshold. */
	private static long tier(JsonPart price, long above) {
		long nano = price.get("base").nano();
		long highest = NONE;
		for (JsonPart tier : price.get("tiers").items()) {
			long start = tier.get("start").count();
			if (start <= above && start >= highest) {
				highest = start;
				nano = tier.get("price").nano();
			}
		}
		return nano;
	}

}
