package ai.potpie.analyticsapi.analytics;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.AskAgainException;
import ai.potpie.analyticsapi.prices.ModelName;
import ai.potpie.analyticsapi.prices.PriceTable;

/**
 * The models that occur in calls that do not say what they cost, as far as this process
 * has seen. It only grows, so that questions soon are the same for all.
 */
class ModelCatalog {

	/** More than anybody uses, and no statement that Logfire would not take. */
	private static final int MAX_MODELS = 500;

	private final PriceTable table;

	private volatile Set<ModelName> models = Set.of();

	ModelCatalog(PriceTable table) {
		this.table = table;
	}

	CallPrices prices() {
		return new CallPrices(this.table, this.models, this);
	}

	/** An answer by the prices that it needs, which it may only find out itself. */
	<T> T priced(Function<CallPrices, T> answer) {
		while (true) {
			try {
				return answer.apply(prices());
			}
			catch (AskAgainException ex) {
				// With the prices of the models that it has met now
			}
		}
	}

	/**
	 * Adds models, as far as there is room; whether they are there, whoever added them.
	 */
	synchronized boolean learns(Collection<ModelName> names) {
		Set<ModelName> more = new HashSet<>(this.models);
		more.addAll(names);
		boolean fits = more.size() <= MAX_MODELS;
		if (fits) {
			this.models = Set.copyOf(more);
		}
		return fits;
	}

}
