package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

import ai.potpie.analyticsapi.cache.Flight.Loaded;
import ai.potpie.analyticsapi.cache.Freshness.State;
import ai.potpie.analyticsapi.cache.Lookup.Kind;
import ai.potpie.analyticsapi.logfire.AnswerMemory;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.MemoryShare;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.logfire.Urgency;

/**
 * Loads rows that are good enough for a question: from another replica, or from Logfire.
 * What can't be folded into an answer is not stored.
 */
class RowLoader {

	private final ResilientLogfireClient logfire;

	private final SharedRows shared;

	private final Bodies bodies;

	private final Freshness freshness;

	private final AnswerMemory memory;

	private final Clock clock;

	RowLoader(ResilientLogfireClient logfire, SharedRows shared, Bodies bodies, Freshness freshness,
			AnswerMemory memory, Clock clock) {
		this.logfire = logfire;
		this.shared = shared;
		this.bodies = bodies;
		this.freshness = freshness;
		this.memory = memory;
		this.clock = clock;
	}

	/**
	 * Loads fresh rows.
	 * @throws LogfireException if there are none
	 */
	Loaded load(Question<?> question, LogfireQuery query, Urgency urgency) {
		Deadline deadline = Deadline.in(this.logfire.timeout());
		AtomicReference<Duration> took = new AtomicReference<>();
		StoredRows rows = this.shared.load(query, (stored) -> isWanted(stored, question, query), deadline, () -> {
			long start = System.nanoTime();
			StoredRows asked = ask(question, urgency, deadline);
			took.set(Duration.ofNanos(System.nanoTime() - start));
			return asked;
		});
		return (took.get() != null) ? new Loaded(rows, Kind.MISS, took.get()) : Loaded.stored(rows, Kind.SHARED);
	}

	/** Whether rows are fresh, and those of an answer. */
	boolean isWanted(StoredRows rows, Question<?> question, LogfireQuery query) {
		return this.freshness.state(query, rows, this.clock.instant()) == State.FRESH
				&& this.bodies.canBeMadeOf(question, query, rows);
	}

	private StoredRows ask(Question<?> question, Urgency urgency, Deadline deadline) {
		try (MemoryShare share = this.memory.share()) {
			Rows rows = question.ask((query) -> this.logfire.query(query, urgency, deadline, share));
			return this.bodies.pack(question, rows, this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
		}
	}

}
