package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Freshness.State;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Loads rows that are fresh and answer a question: from what replicas share, from the
 * history where it covers the question, or from Logfire. Rows that cannot be folded into
 * an answer are not stored.
 */
class RowLoader {

	private final ResilientLogfireClient logfire;

	private final History history;

	private final SharedRows shared;

	private final Representations representations;

	private final Freshness freshness;

	private final AnswerMemory memory;

	private final Clock clock;

	private final Ticker ticker;

	RowLoader(ResilientLogfireClient logfire, History history, SharedRows shared, Representations representations,
			Freshness freshness, AnswerMemory memory, Clock clock, Ticker ticker) {
		this.logfire = logfire;
		this.history = history;
		this.shared = shared;
		this.representations = representations;
		this.freshness = freshness;
		this.memory = memory;
		this.clock = clock;
		this.ticker = ticker;
	}

	/** The rows that a replica has stored, of whatever age. */
	Optional<StoredRows> find(Question<?> question) {
		return this.shared.find(question).filter((found) -> this.representations.canBeMadeOf(question, found));
	}

	/** Deletes what replicas have stored. */
	void clear() {
		this.shared.clear();
	}

	/**
	 * Loads fresh rows.
	 * @throws LogfireException if Logfire does not answer
	 */
	LoadedRows load(Question<?> question, Urgency urgency) {
		Deadline deadline = this.logfire.deadline();
		AtomicReference<Duration> took = new AtomicReference<>();
		StoredRows rows = this.shared.load(question, (stored) -> isWanted(stored, question), deadline, () -> {
			took.set(Duration.ZERO);
			return askHistory(question, urgency, deadline).orElseGet(() -> {
				long start = this.ticker.read();
				StoredRows asked = ask(question, urgency, deadline);
				took.set(Duration.ofNanos(this.ticker.read() - start));
				return asked;
			});
		});
		return (took.get() != null) ? new LoadedRows(rows, Source.MISS, took.get())
				: LoadedRows.stored(rows, Source.SHARED);
	}

	/**
	 * Loads rows from the history as it is; empty if it does not cover the question.
	 * @throws IllegalStateException if its rows cannot be folded into an answer
	 */
	Optional<StoredRows> loadFromHistory(Question<?> question) {
		try {
			return askHistory(question, Urgency.WAITED_FOR, this.logfire.deadline());
		}
		catch (LogfireException ex) {
			if (ex.reason() == Reason.FAILED) {
				throw new IllegalStateException("The history's rows are not those of the question", ex);
			}
			throw ex;
		}
	}

	/** Whether rows are fresh and can be folded into an answer. */
	boolean isWanted(StoredRows rows, Question<?> question) {
		return this.freshness.state(question.end(), rows.asOf(), this.clock.instant()) == State.FRESH
				&& this.representations.canBeMadeOf(question, rows);
	}

	private Optional<StoredRows> askHistory(Question<?> question, Urgency urgency, Deadline deadline) {
		Question<?> ofHistory = question.ofHistory();
		if (ofHistory == null) {
			return Optional.empty();
		}
		try (MemoryShare share = this.memory.share()) {
			return question.facts(this.history, urgency, deadline).map((facts) -> {
				Rows rows = ofHistory.ask((part) -> facts.query(part, deadline, share));
				return this.representations.pack(question, rows, facts.asOf());
			});
		}
		catch (HistoryException ex) {
			return Optional.empty();
		}
	}

	private StoredRows ask(Question<?> question, Urgency urgency, Deadline deadline) {
		try (MemoryShare share = this.memory.share()) {
			Rows rows = question.ask((query) -> this.logfire.query(query, urgency, deadline, share));
			return this.representations.pack(question, rows, this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
		}
	}

}
