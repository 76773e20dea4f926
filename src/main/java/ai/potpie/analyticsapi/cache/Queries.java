package ai.potpie.analyticsapi.cache;

import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Makes the query of each question once, and keeps it for as long as rows are stored
 * under it: making it again would cost more than all the rest of finding them.
 */
class Queries {

	/** In bytes: some 20,000 questions of a dashboard. */
	private static final int AT_MOST = 16_000_000;

	// Weak: when rows are evicted their query goes, and so does its entry here
	private final Cache<Question<?>, LogfireQuery> queries = Caffeine.newBuilder()
		.weakValues()
		.maximumWeight(AT_MOST)
		.weigher((Question<?> question, LogfireQuery query) -> query.questionWeight())
		.executor(Runnable::run)
		.build();

	LogfireQuery of(Question<?> question) {
		return this.queries.get(question, (asked) -> asked.query().inOnePiece());
	}

	/** In bytes. */
	long weight() {
		return this.queries.policy().eviction().orElseThrow().weightedSize().orElse(0);
	}

}
