package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;

/**
 * Answers questions, from memory where possible: fresh answers at once, stale ones while
 * they are renewed, and older ones if Logfire fails or is slow.
 */
public class AnswerCache {

	private final Queries queries = new Queries();

	private final LocalRows local;

	private final SharedRows shared;

	private final Loads loads;

	private final Representations representations;

	private final Freshness freshness;

	private final Duration timeout;

	private final Clock clock;

	private final CacheMetrics metrics;

	AnswerCache(LocalRows local, SharedRows shared, Loads loads, Representations representations, Freshness freshness,
			Duration timeout, Clock clock, CacheMetrics metrics) {
		this.local = local;
		this.shared = shared;
		this.loads = loads;
		this.representations = representations;
		this.freshness = freshness;
		this.timeout = timeout;
		this.clock = clock;
		this.metrics = metrics;
	}

	/**
	 * Answers a question with JSON.
	 * @throws LogfireException if Logfire does not answer, and nothing is stored that may
	 * be served
	 */
	public <T> Answer<T> answer(Question<T> question) {
		return answer(this.representations.json(question));
	}

	/**
	 * Answers the question of a form in that form.
	 * @throws LogfireException if Logfire does not answer, and nothing is stored that may
	 * be served
	 */
	public <T> Answer<T> answer(Form<T> form) {
		LogfireQuery query = this.queries.of(form.question());
		Instant required = Recency.required();
		if (required != null) {
			this.loads.renewFromHistory(form.question(), query, required.truncatedTo(ChronoUnit.MILLIS));
		}
		StoredRows rows = this.local.get(query);
		return (rows != null) ? answer(form, query, rows, Source.HIT)
				: this.shared.find(query)
					.filter((found) -> this.representations.canBeMadeOf(form.question(), query, found))
					.map((found) -> answer(form, query, this.local.keep(query, found), Source.SHARED))
					.orElseGet(() -> load(form, query));
	}

	/** Forgets all answers, because what they were made of has changed. */
	public void clear() {
		this.loads.outdate();
		this.local.clear();
		this.shared.clear();
	}

	private <T> Answer<T> answer(Form<T> form, LogfireQuery query, StoredRows rows, Source source) {
		Instant now = this.clock.instant();
		return switch (this.freshness.state(query, rows.asOf(), now)) {
			case FRESH -> answer(form, query, LoadedRows.stored(rows, source), false, now);
			case STALE -> renew(form, query, rows, Urgency.REFRESH, this.shared.patience());
			case LAST_RESORT -> renew(form, query, rows, Urgency.WAITED_FOR, this.freshness.staleWait());
			case GONE -> load(form, query);
		};
	}

	private <T> Answer<T> renew(Form<T> form, LogfireQuery query, StoredRows old, Urgency urgency, Duration patience) {
		LoadedRows loaded = this.loads.renew(form.question(), query, urgency, old)
			.flatMap((load) -> load.within(patience))
			.orElseGet(() -> LoadedRows.stored(old, Source.STALE));
		return answer(form, query, loaded, false, this.clock.instant());
	}

	private <T> Answer<T> load(Form<T> form, LogfireQuery query) {
		Load load = this.loads.load(form.question(), query);
		boolean collapsed = !load.isFirstWaiter();
		LoadedRows loaded = this.metrics.waiting(() -> load.await(this.timeout));
		return answer(form, query, loaded, collapsed, this.clock.instant());
	}

	private <T> Answer<T> answer(Form<T> form, LogfireQuery query, LoadedRows loaded, boolean collapsed, Instant now) {
		StoredRows rows = loaded.rows();
		Representation representation = this.representations.of(form, query, rows);
		this.metrics.answered(loaded.source());
		return new Answer<>(representation,
				new CacheResult(loaded.source(), collapsed, this.freshness.age(query, rows.asOf(), now),
						this.freshness.validity(query, rows.asOf()), loaded.logfire()));
	}

}
