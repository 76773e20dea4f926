package ai.potpie.analyticsapi.analytics;

import java.util.List;
import java.util.Set;

import ai.potpie.analyticsapi.cache.AskAgainException;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.Row;
import ai.potpie.analyticsapi.prices.ModelName;
import ai.potpie.analyticsapi.prices.PriceTable;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The prices that a question brings along: of the models that are known to occur in calls
 * that do not say what they cost. All prices would be a statement of 170 KB.
 *
 * @param table all prices
 * @param models those models
 * @param catalog where others become known
 */
record CallPrices(PriceTable table, Set<ModelName> models, ModelCatalog catalog) {

	private static final Sql NAMES = Sql.of("""
			array_agg(DISTINCT concat(CAST(length(coalesce(provider, '')) AS VARCHAR), ' ',
				coalesce(provider, ''), coalesce(model, :unknown))) FILTER (WHERE :calls)""")
		.with("unknown", UsageKey.UNKNOWN);

	/** {@link #namesOf} all calls whose cost is not known. */
	static final Sql UNPRICED_NAMES = namesOf("is_leaf AND call_nano IS NULL");

	/**
	 * An aggregate: provider and model of calls of {@link Activity}, each as one text,
	 * which {@link #require} reads. The length of the provider's name comes first.
	 * @param calls a condition for those whose cost is not known
	 */
	static Sql namesOf(String calls) {
		return NAMES.with("calls", Sql.of(calls));
	}

	/** The cost of a call in nano-dollars, null if it is none of the models. */
	Sql sql() {
		return this.table.costSql(this.models);
	}

	/**
	 * Takes note of calls without a cost and a price.
	 * @param names their providers and models
	 * @throws AskAgainException if there is a price of one that was not known to occur
	 */
	void require(List<String> names) {
		List<ModelName> priced = names.stream()
			.map(CallPrices::nameOf)
			.filter((name) -> !this.models.contains(name))
			.filter((name) -> this.table.find(name.provider(), name.model()).isPresent())
			.toList();
		if (!priced.isEmpty() && this.catalog.learns(priced)) {
			throw new AskAgainException("There are prices of more models");
		}
	}

	/**
	 * The same of the rows of a list, each of which has {@code unpriced_names}.
	 * @throws AskAgainException if there is a price of one that was not known to occur
	 */
	void requireOf(List<Row> rows) {
		require(rows.stream().flatMap((row) -> row.texts("unpriced_names").stream()).distinct().toList());
	}

	private static ModelName nameOf(String text) {
		try {
			int space = text.indexOf(' ');
			int length = Integer.parseInt(text.substring(0, space));
			int end = text.offsetByCodePoints(space + 1, length);
			return new ModelName((length > 0) ? text.substring(space + 1, end) : null, text.substring(end));
		}
		catch (IndexOutOfBoundsException | NumberFormatException ex) {
			throw new LogfireException(Reason.FAILED, "Logfire answered with the name of a model that is none");
		}
	}

}
