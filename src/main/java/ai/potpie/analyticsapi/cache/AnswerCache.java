package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;

/**
 * Answers questions, from memory where possible: fresh answers at once, stale ones while
 * they are renewed, and older ones if Logfire fails or is slow.
 */
public class AnswerCache {

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
		Question<T> question = form.question();
		Instant required = Recency.required();
		if (required != null) {
			this.loads.renewFromHistory(question, required.truncatedTo(ChronoUnit.MILLIS));
		}
		StoredRows rows = this.local.get(question);
		return (rows != null) ? answer(form, rows, Source.HIT)
				: this.loads.find(question)
					.map((found) -> answer(form, found, Source.SHARED))
					.orElseGet(() -> load(form));
	}

	/** Forgets all answers, because what they were made of has changed. */
	public void clear() {
		this.loads.clear();
	}

	private <T> Answer<T> answer(Form<T> form, StoredRows rows, Source source) {
		Instant now = this.clock.instant();
		return switch (this.freshness.state(form.question().end(), rows.asOf(), now)) {
			case FRESH -> answer(form, LoadedRows.stored(rows, source), false, now);
			case STALE -> renew(form, rows, Urgency.REFRESH, this.shared.patience());
			case LAST_RESORT -> renew(form, rows, Urgency.WAITED_FOR, this.freshness.staleWait());
			case GONE -> load(form);
		};
	}

	private <T> Answer<T> renew(Form<T> form, StoredRows old, Urgency urgency, Duration patience) {
		LoadedRows loaded = this.loads.renew(form.question(), urgency, old)
			.flatMap((load) -> load.within(patience))
			.orElseGet(() -> LoadedRows.stored(old, Source.STALE));
		return answer(form, loaded, false, this.clock.instant());
	}

	private <T> Answer<T> load(Form<T> form) {
		Load load = this.loads.load(form.question());
		boolean collapsed = !load.isFirstWaiter();
		LoadedRows loaded = this.metrics.waiting(() -> load.await(this.timeout));
		return answer(form, loaded, collapsed, this.clock.instant());
	}

	private <T> Answer<T> answer(Form<T> form, LoadedRows loaded, boolean collapsed, Instant now) {
		StoredRows rows = loaded.rows();
		Representation representation = this.representations.of(form, rows);
		this.metrics.answered(loaded.source());
		Instant end = form.question().end();
		return new Answer<>(representation,
				new CacheResult(loaded.source(), collapsed, this.freshness.age(end, rows.asOf(), now),
						this.freshness.validity(end, rows.asOf()), loaded.logfire()));
	}

}
