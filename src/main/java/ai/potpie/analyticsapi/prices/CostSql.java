package ai.potpie.analyticsapi.prices;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Writes prices as one SQL expression, with one branch for all models that cost the same.
 */
final class CostSql {

	/** A fixed order, so that the same names always give the same text. */
	private static final Comparator<ModelName> ORDER = Comparator
		.comparing(ModelName::provider, Comparator.nullsFirst(Comparator.naturalOrder()))
		.thenComparing(ModelName::model);

	/** False for a count that is NULL or out of range. */
	private static final String ARE_COUNTS = String.join(" BETWEEN 0 AND :max AND ", "input_tokens",
			"cache_read_tokens", "cache_write_tokens", "output_tokens") + " BETWEEN 0 AND :max";

	/**
	 * The approximate limit of the expression in characters: enough for some 200 models
	 * with different prices, or a thousand with the same.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	private static final Comparator<ModelName> SHORTEST_FIRST = Comparator
		.<ModelName>comparingInt((name) -> name.model().length())
		.thenComparing(ORDER);

	private CostSql() {
	}

	/** The names with a price that fit into the limit, the shortest first. */
	static Set<ModelName> fitting(Collection<ModelName> names, PriceTable table) {
		Set<ModelName> fitting = new LinkedHashSet<>();
		Set<Tariffs> tariffs = new HashSet<>();
		int length = 0;
		for (ModelName name : names.stream().distinct().sorted(SHORTEST_FIRST).toList()) {
			Tariffs price = table.find(name.provider(), name.model()).map(ModelPrice::tariffs).orElse(null);
			if (price != null) {
				length += length(name) + (tariffs.add(price) ? price.sql().text().length() : 0);
				if (length > MAX_LENGTH) {
					break;
				}
				fitting.add(name);
			}
		}
		return fitting;
	}

	/**
	 * The length of the condition for a single name. Names with the same price share
	 * parts of it.
	 */
	private static int length(ModelName name) {
		return isOneOf(name.provider(), List.of(name.model())).text().length();
	}

	static Sql of(Collection<ModelName> names, PriceTable table) {
		Map<Tariffs, List<ModelName>> byPrice = new LinkedHashMap<>();
		names.stream()
			.sorted(ORDER)
			.distinct()
			.forEach((name) -> table.find(name.provider(), name.model())
				.ifPresent(
						(price) -> byPrice.computeIfAbsent(price.tariffs(), (tariffs) -> new ArrayList<>()).add(name)));
		if (byPrice.isEmpty()) {
			return Sql.of("CAST(nullif(:digest, :digest) AS BIGINT)").with("digest", table.digest());
		}
		return Sql
			.of("CAST(CASE WHEN " + ARE_COUNTS
					+ " THEN CASE WHEN cache_read_tokens + cache_write_tokens <= input_tokens"
					+ " THEN CASE :branches END END END AS BIGINT)")
			.with("max", ModelPrice.MAX_TOKENS)
			.with("branches", branches(byPrice));
	}

	private static Sql branches(Map<Tariffs, List<ModelName>> byPrice) {
		List<String> branches = new ArrayList<>();
		Map<String, Object> pieces = new LinkedHashMap<>();
		byPrice.forEach((tariffs, names) -> {
			int number = branches.size();
			branches.add("WHEN :names_%1$d THEN :cost_%1$d".formatted(number));
			pieces.put("names_" + number, isOneOf(names));
			pieces.put("cost_" + number, tariffs.sql());
		});
		return new Sql(String.join(" ", branches), pieces);
	}

	private static Sql isOneOf(List<ModelName> names) {
		Map<@Nullable String, List<String>> byProvider = new LinkedHashMap<>();
		names.forEach((name) -> byProvider.computeIfAbsent(name.provider(), (provider) -> new ArrayList<>())
			.add(name.model()));
		List<Sql> conditions = new ArrayList<>();
		byProvider.forEach((provider, models) -> conditions.add(isOneOf(provider, models)));
		return Sql.or(conditions);
	}

	private static Sql isOneOf(@Nullable String provider, List<String> models) {
		if (provider == null) {
			return Sql.of("provider IS NULL AND model IN :models").with("models", models);
		}
		return Sql.of("provider = :provider AND model IN :models").with("provider", provider).with("models", models);
	}

}
