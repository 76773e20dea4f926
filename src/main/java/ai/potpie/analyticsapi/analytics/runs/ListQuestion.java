package ai.potpie.analyticsapi.analytics.runs;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.UserQuestion;
import ai.potpie.analyticsapi.analytics.facts.FactSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;

/**
 * A question about a list.
 *
 * @param <T> a page of it
 */
interface ListQuestion<T extends Page> extends UserQuestion<T> {

	ListPage page();

	/** Filters that only this list has, and their values. */
	default Map<String, List<String>> filters() {
		return Map.of();
	}

	@Override
	ListQuestion<T> with(SpanRules rules);

	@Override
	default ListQuestion<T> ofHistory() {
		return with(rules().from(FactSource.HISTORY));
	}

	/** The query that counts the rows for {@link ListPage#isMore}. */
	LogfireQuery count();

}
