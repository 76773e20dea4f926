package ai.potpie.analyticsapi.analytics.counting;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.prices.ModelName;
import ai.potpie.analyticsapi.prices.PriceTable;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The prices of LLM calls without a recorded cost. A statement contains the prices of
 * selected models only, because all prices together would take 170 KB.
 *
 * @param table all prices
 * @param models the models whose prices the statement contains
 * @param recent recently needed models, whose prices the first statement contains
 */
public record CallPrices(PriceTable table, Set<ModelName> models, RecentModels recent) {

	/**
	 * The first round has the prices of recent models, the second those that the rows
	 * need, and the third helps if new models were called in between.
	 */
	private static final int MAX_ROUNDS = 3;

	private static final Sql NAMES = Sql
		.of("""
				concat(CAST(length(coalesce(provider, '')) AS VARCHAR), ' ', coalesce(provider, ''), coalesce(model, :unknown))""")
		.with("unknown", CallSums.UNKNOWN);

	/** {@link #namesOf} for all calls without a recorded cost. */
	public static final Sql UNPRICED_NAMES = namesOf("is_leaf AND known_nano IS NULL");

	/** Starts with no model selected. */
	public static CallPrices of(PriceTable table) {
		return new CallPrices(table, Set.of(), new RecentModels());
	}

	/**
	 * An aggregate that lists provider and model of calls, for {@link #ask} to read. Each
	 * pair is one text that begins with the length of the provider's name.
	 * @param calls the condition for calls that need a price, whether the statement
	 * contains it or not
	 */
	static Sql namesOf(String calls) {
		return NameLists.distinct(NAMES, Sql.of(calls));
	}

	/** The cost of a call in nano-dollars; NULL if its model is not selected. */
	Sql sql() {
		return this.table.costSql(this.models);
	}

	/**
	 * Repeats the question until its statement contains exactly the prices that its rows
	 * need, as far as they fit. The answer depends on the rows alone, and on no earlier
	 * question. After the last round the rows count as they are; they name the models
	 * without a price.
	 * @param question asks with the given prices
	 */
	public Rows ask(Function<CallPrices, Rows> question) {
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

	/** Selects models, as far as they have a price and fit into a statement. */
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
			.flatMap((row) -> NameLists.read(row, "unpriced_names").stream())
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
			throw new LogfireException(Reason.FAILED, "Logfire answered with a malformed model name");
		}
	}

}
