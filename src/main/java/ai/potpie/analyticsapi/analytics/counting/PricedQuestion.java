package ai.potpie.analyticsapi.analytics.counting;

import java.util.function.Function;

import ai.potpie.analyticsapi.analytics.facts.FactSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;

/**
 * A question about LLM calls. It and its stored rows are identified without any prices:
 * which prices its statement needs turns out while it is asked. Its rows have a column
 * {@code unpriced_names}, a list of texts as in {@link CallPrices#UNPRICED_NAMES}.
 *
 * @param <T> the answer
 */
public interface PricedQuestion<T> extends Question<T> {

	/** The prices of LLM calls. */
	CallPrices prices();

	/** The same question with other prices. */
	Question<T> with(CallPrices prices);

	/** How to interpret spans. */
	SpanRules rules();

	/** The same question with other rules. */
	PricedQuestion<T> with(SpanRules rules);

	@Override
	default PricedQuestion<T> ofHistory() {
		return with(rules().from(FactSource.HISTORY));
	}

	@Override
	default Rows ask(Function<LogfireQuery, Rows> logfire) {
		return prices().ask((brought) -> logfire.apply(with(brought).query()));
	}

}
