package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.cache.Flight.Loaded;
import ai.potpie.analyticsapi.cache.Lookup.Kind;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Urgency;

/**
 * Answers questions, from memory if it can: fresh answers at once, stale ones while they
 * are renewed, older ones if Logfire fails or takes its time, and none beyond that.
 */
public class AnswerCache {

	private final Queries queries = new Queries();

	private final LocalRows local;

	private final SharedRows shared;

	private final Flights flights;

	private final Bodies bodies;

	private final Freshness freshness;

	private final Duration staleWait;

	private final Duration timeout;

	private final Clock clock;

	private final CacheMetrics metrics;

	AnswerCache(LocalRows local, SharedRows shared, Flights flights, Bodies bodies, Freshness freshness,
			Duration staleWait, Duration timeout, Clock clock, CacheMetrics metrics) {
		this.local = local;
		this.shared = shared;
		this.flights = flights;
		this.bodies = bodies;
		this.freshness = freshness;
		this.staleWait = staleWait;
		this.timeout = timeout;
		this.clock = clock;
		this.metrics = metrics;
	}

	/**
	 * Answers a question, with JSON.
	 * @throws LogfireException if Logfire does not, and nothing is stored that may be
	 * served
	 */
	public <T> Answer<T> answer(Question<T> question) {
		return answer(this.bodies.json(question));
	}

	/**
	 * Answers the question of a form, in that form.
	 * @throws LogfireException if Logfire does not, and nothing is stored that may be
	 * served
	 */
	public <T> Answer<T> answer(Form<T> form) {
		LogfireQuery query = this.queries.of(form.question());
		StoredRows rows = this.local.get(query);
		return (rows != null) ? answer(form, query, rows, Kind.HIT)
				: this.shared.find(query)
					.filter((found) -> this.bodies.canBeMadeOf(form.question(), query, found))
					.map((found) -> answer(form, query, this.local.keep(query, found), Kind.SHARED))
					.orElseGet(() -> load(form, query));
	}

	private <T> Answer<T> answer(Form<T> form, LogfireQuery query, StoredRows rows, Kind kind) {
		Instant now = this.clock.instant();
		return switch (this.freshness.state(query, rows, now)) {
			case FRESH -> answer(form, query, Loaded.stored(rows, kind), false, now);
			case STALE -> renew(form, query, rows, Urgency.REFRESH, this.shared.patience());
			case LAST_RESORT -> renew(form, query, rows, Urgency.WAITED_FOR, this.staleWait);
			case GONE -> load(form, query);
		};
	}

	private <T> Answer<T> renew(Form<T> form, LogfireQuery query, StoredRows old, Urgency urgency, Duration patience) {
		Loaded loaded = this.flights.renew(form.question(), query, urgency, old)
			.flatMap((flight) -> flight.within(patience))
			.orElseGet(() -> Loaded.stored(old, Kind.STALE));
		return answer(form, query, loaded, false, this.clock.instant());
	}

	private <T> Answer<T> load(Form<T> form, LogfireQuery query) {
		Flight flight = this.flights.load(form.question(), query);
		boolean collapsed = !flight.isFirstWaiter();
		Loaded loaded = this.metrics.waiting(() -> flight.await(this.timeout));
		return answer(form, query, loaded, collapsed, this.clock.instant());
	}

	private <T> Answer<T> answer(Form<T> form, LogfireQuery query, Loaded loaded, boolean collapsed, Instant now) {
		StoredRows rows = loaded.rows();
		Body body = this.bodies.of(form, query, rows);
		this.metrics.answered(loaded.kind());
		return new Answer<>(body, new Lookup(loaded.kind(), collapsed, this.freshness.age(query, rows.asOf(), now),
				this.freshness.validity(query, rows.asOf()), loaded.logfire()));
	}

}
