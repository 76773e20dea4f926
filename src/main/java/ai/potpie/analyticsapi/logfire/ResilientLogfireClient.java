package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Queries Logfire with retries and limits: it retries failures that may pass, suspends
 * calls while Logfire fails or asks for a pause, and stays within the plan's rate and the
 * service's own capacity. See {@code docs/reliability.md#retries-and-limits}.
 */
public class ResilientLogfireClient {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final LogfireQueryClient client;

	private final Duration timeout;

	private final Semaphore gate;

	private final int keptFromRefreshes;

	private final CallPause pause;

	private final CircuitBreaker breaker;

	private final CallBudget budget;

	private final RetryRules retries;

	private final CallMetrics metrics;

	private final ApplicationEventPublisher events;

	private final Ticker ticker;

	ResilientLogfireClient(LogfireQueryClient client, Duration timeout, ResilienceProperties properties,
			CircuitBreaker breaker, CallBudget budget, CallMetrics metrics, ApplicationEventPublisher events,
			Ticker ticker) {
		this.client = client;
		this.timeout = timeout;
		this.gate = new Semaphore(properties.maxQuestions());
		this.keptFromRefreshes = properties.maxQuestions() / 2;
		this.breaker = breaker;
		this.budget = budget;
		this.retries = new RetryRules(properties);
		this.metrics = metrics;
		this.events = events;
		this.pause = new CallPause(ticker);
		this.ticker = ticker;
	}

	/** The longest time of an answer, with all tries and waiting. */
	public Duration timeout() {
		return this.timeout;
	}

	/** Until when a question that is asked now has its answer. */
	public Deadline deadline() {
		return Deadline.in(this.timeout, this.ticker);
	}

	/**
	 * Queries an answer that fits into memory.
	 * @param memory the share from which the rows claim memory
	 * @throws LogfireException if there is no complete answer by the deadline
	 */
	public Rows query(LogfireQuery query, Urgency urgency, Deadline deadline, MemoryShare memory) {
		return throughGate(urgency, () -> tryUntil(deadline, urgency, (attempt) -> {
			Rows rows = this.client.query(query, attempt.deadline(), memory);
			attempt.answered();
			return rows;
		}));
	}

	/**
	 * Queries an answer of any size, and passes its rows on as they arrive. There is no
	 * retry after the first row.
	 * @param memory the share from which each row claims memory until the next row
	 * @throws LogfireException if the first row does not arrive in time, or if the answer
	 * is incomplete: then the rows passed on so far are not a whole answer
	 */
	public void stream(LogfireQuery query, Urgency urgency, RowHandler handler, MemoryShare memory) {
		Deadline deadline = deadline();
		throughGate(urgency, () -> tryUntil(deadline, urgency, (attempt) -> {
			this.client.stream(query, handler, attempt.deadline(), memory, () -> {
				attempt.answered();
				this.events.publishEvent(new LogfireAnswered(attempt.took()));
			});
			return query;
		}));
	}

	private <T> T throughGate(Urgency urgency, Supplier<T> calls) {
		boolean isOpen = urgency == Urgency.WAITED_FOR || this.gate.availablePermits() > this.keptFromRefreshes;
		if (!isOpen || !this.gate.tryAcquire()) {
			throw new LogfireException(Reason.BUSY, "Too many questions are under way", SOON, null);
		}
		try {
			return calls.get();
		}
		finally {
			this.gate.release();
		}
	}

	private <T> T tryUntil(Deadline deadline, Urgency urgency, Function<LogfireAttempt, T> call) {
		for (int tries = 1;; tries++) {
			LogfireAttempt attempt = begin(urgency, deadline);
			try {
				return call.apply(attempt);
			}
			catch (LogfireException ex) {
				attempt.failed(ex);
				pauseIfAsked(ex);
				Optional<Duration> wait = attempt.isAnswered() ? Optional.empty()
						: this.retries.waitAfter(ex, tries, deadline);
				sleep(wait.orElseThrow(() -> ex));
				this.metrics.retried();
			}
			finally {
				attempt.end();
			}
		}
	}

	private LogfireAttempt begin(Urgency urgency, Deadline deadline) {
		admit();
		Duration turn = takeTurn(urgency, deadline);
		if (!turn.isZero()) {
			// During the wait Logfire may have begun to fail, or may have asked for a
			// pause
			this.breaker.releasePermission();
			sleep(turn);
			admit();
		}
		return new LogfireAttempt(this.breaker, this.retries, this.metrics, deadline, this.ticker);
	}

	private void admit() {
		this.pause.check();
		if (!this.breaker.tryAcquirePermission()) {
			throw new LogfireException(Reason.SUSPENDED, "Logfire keeps failing: calls are suspended for a moment");
		}
	}

	private Duration takeTurn(Urgency urgency, Deadline deadline) {
		boolean taken = false;
		try {
			Duration turn = this.budget.take(urgency, deadline);
			taken = true;
			return turn;
		}
		finally {
			if (!taken) {
				this.breaker.releasePermission();
			}
		}
	}

	private void pauseIfAsked(LogfireException failure) {
		Duration retryAfter = failure.retryAfter();
		if (failure.reason() == Reason.RATE_LIMITED && retryAfter != null) {
			this.pause.begin(retryAfter);
		}
	}

	private static void sleep(Duration time) {
		try {
			TimeUnit.NANOSECONDS.sleep(time.toNanos());
		}
		catch (InterruptedException ex) {
			throw LogfireException.stopping(ex);
		}
	}

}
