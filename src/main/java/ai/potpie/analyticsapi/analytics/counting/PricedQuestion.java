package ai.potpie.analyticsapi.analytics.counting;

import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Rows;

/**
 * A question about calls of LLMs. It is what it is without the prices of any model, and
 * so are the rows that answer it: which prices it has to bring along is found out while
 * it is asked. Its rows have {@code unpriced_names}, a list of texts as in
 * {@link CallPrices#UNPRICED_NAMES}.
 *
 * @param <T> the answer
 */
public interface PricedQuestion<T> extends Question<T> {

	/** What calls cost. */
	CallPrices prices();

	/** The same question with other prices. */
	Question<T> with(CallPrices prices);

	@Override
	default Rows ask(Function<LogfireQuery, Rows> logfire) {
		return prices().ask((brought) -> logfire.apply(with(brought).query()));
	}

}
