package ai.potpie.analyticsapi.analytics.counting;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.prices.ModelName;
import ai.potpie.analyticsapi.prices.PriceTable;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * What calls cost that do not say so. A statement brings along the prices of some models:
 * all prices would be 170 KB of it.
 *
 * @param table all prices
 * @param models the models whose prices are brought along
 * @param recent models that are worth bringing along at first
 */
public record CallPrices(PriceTable table, Set<ModelName> models, RecentModels recent) {

	/**
	 * Once with the prices of recent models, once with those that the rows then need, and
	 * once more if other models were called in between.
	 */
	private static final int MAX_ROUNDS = 3;

	private static final Sql NAMES = Sql.of("""
			array_agg(DISTINCT concat(CAST(length(coalesce(provider, '')) AS VARCHAR), ' ',
				coalesce(provider, ''), coalesce(model, :unknown))) FILTER (WHERE :calls)""")
		.with("unknown", CallSums.UNKNOWN);

	/** {@link #namesOf} all calls that do not say what they cost. */
	public static final Sql UNPRICED_NAMES = namesOf("is_leaf AND known_nano IS NULL");

	/** No prices yet, of a table. */
	public static CallPrices of(PriceTable table) {
		return new CallPrices(table, Set.of(), new RecentModels());
	}

	/**
	 * An aggregate: provider and model of calls of {@link Activity}, each as one text,
	 * which {@link #ask} reads. The length of the provider's name comes first.
	 * @param calls a condition for those whose price is needed, whether it is brought
	 * along or not
	 */
	static Sql namesOf(String calls) {
		return NAMES.with("calls", Sql.of(calls));
	}

	/** The cost of a call in nano-dollars, null if it is none of the models. */
	Sql sql() {
		return this.table.costSql(this.models);
	}

	/**
	 * Asks until the prices that are brought along are those that the rows need: as many
	 * as fit into a statement, the same for all who ask about the same rows. What has
	 * been asked before has no part in it. Rows that need others each time are taken as
	 * they are in the end, and say which models have no price.
	 * @param question asks with some prices
	 */
	Rows ask(Function<CallPrices, Rows> question) {
		CallPrices brought = with(this.recent.all());
		Rows rows = question.apply(brought);
		for (int round = 1; round < MAX_ROUNDS; round++) {
			Set<ModelName> named = namesIn(rows);
			CallPrices needed = with(named);
			this.recent.used(needed.models);
			if (needed.models.equals(brought.modelsAmong(named))) {
				break;
			}
			brought = needed;
			rows = question.apply(brought);
		}
		return rows;
	}

	/** Those of some models, as far as they have a price and fit into a statement. */
	private CallPrices with(Collection<ModelName> names) {
		return new CallPrices(this.table, this.table.fitting(names), this.recent);
	}

	private Set<ModelName> modelsAmong(Set<ModelName> names) {
		Set<ModelName> among = new HashSet<>(this.models);
		among.retainAll(names);
		return among;
	}

	private static Set<ModelName> namesIn(Rows rows) {
		return rows.rows()
			.stream()
			.flatMap((row) -> row.texts("unpriced_names").stream())
			.distinct()
			.map(CallPrices::nameOf)
			.collect(Collectors.toSet());
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
