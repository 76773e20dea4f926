package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.history.store.HistoryDatabase;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Runs the feed on a thread of its own: a tick when one is due or wanted, else the next
 * step of what is missing. It also looks for what other replicas have stored.
 */
class FeedLoop extends BackgroundLoop implements WatchedFeed {

	private static final Logger logger = LoggerFactory.getLogger(FeedLoop.class);

	/** How often a replica looks for what others have stored. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	/** The time from one tick to the next while somebody watches, if calls allow that. */
	private static final Duration WATCHED_INTERVAL = Duration.ofSeconds(15);

	/** The pause after a failure that says no other. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final HistoryDatabase database;

	private final FactStore store;

	private final Feed feed;

	private final FeedEvents events;

	private final Rollups rollups;

	private final Duration interval;

	private final Clock clock;

	private volatile @Nullable FeedView view;

	private volatile boolean working = true;

	private volatile boolean watched;

	private @Nullable CompletableFuture<Void> wanted;

	private Instant resume = Instant.EPOCH;

	private @Nullable LogfireException failure;

	private boolean warned;

	/**
	 * Whether the last step was a tick. The next is another one only if there is nothing
	 * else to do, or ticks that take longer than their interval would leave no time.
	 */
	private boolean ticked;

	/** Whether the last step has to wait for its call, and keeps its turn. */
	private boolean again;

	/** Whether the last step that was no tick failed. */
	private boolean olderFactsFail;

	private volatile boolean moreToDo = true;

	/**
	 * Creates a loop that does not run yet.
	 * @param interval the time from one tick to the next while nobody asks
	 */
	FeedLoop(HistoryDatabase database, FactStore store, Feed feed, FeedEvents events, Rollups rollups,
			Duration interval, Clock clock) {
		super("history-feed");
		this.database = database;
		this.store = store;
		this.feed = feed;
		this.events = events;
		this.rollups = rollups;
		this.interval = interval;
		this.clock = clock;
	}

	/** What the store holds; empty before the first look at it. */
	Optional<FeedView> view() {
		return Optional.ofNullable(this.view);
	}

	/** Whether the store answered when it was last asked. */
	boolean isWorking() {
		return this.working;
	}

	/** Records that the store did not answer. */
	void failed(RuntimeException ex) {
		if (this.working) {
			this.working = false;
			logger.warn("The history's database does not answer: {}", ex.getMessage());
		}
	}

	/**
	 * Does some work with the store.
	 * @throws LogfireException if the store does not answer
	 */
	<T> T whileWorking(Supplier<T> work) {
		try {
			this.database.migrate();
			return work.get();
		}
		catch (DataAccessException | TransactionException ex) {
			failed(ex);
			throw new LogfireException(Reason.NO_HISTORY, "The history's database does not answer", PAUSE, ex);
		}
	}

	/**
	 * Does some work with the store.
	 * @throws LogfireException if the store does not answer
	 */
	void whileWorking(Runnable work) {
		whileWorking(() -> {
			work.run();
			return true;
		});
	}

	/**
	 * Asks for a tick soon. All who ask before its end share it.
	 * @return completed after the tick; with a {@link LogfireException} if it failed
	 */
	synchronized CompletableFuture<Void> want() {
		if (this.clock.instant().isBefore(this.resume) && this.failure != null) {
			return CompletableFuture.failedFuture(this.failure);
		}
		if (this.wanted == null) {
			this.wanted = new CompletableFuture<>();
			notifyAll();
		}
		return this.wanted;
	}

	@Override
	public void watch(boolean somebody) {
		this.watched = somebody;
	}

	@Override
	public Duration interval() {
		if (!this.watched) {
			return this.interval;
		}
		Duration pace = this.feed.pace();
		Duration often = (pace.compareTo(WATCHED_INTERVAL) > 0) ? pace : WATCHED_INTERVAL;
		return (often.compareTo(this.interval) < 0) ? often : this.interval;
	}

	@Override
	protected void step() throws InterruptedException {
		try {
			if (!this.working) {
				sleep();
			}
			if (!isReadable()) {
				return;
			}
			this.rollups.write();
			if (this.clock.instant().isBefore(this.resume)) {
				sleep();
			}
			else if (isDue() && !(this.ticked && this.moreToDo)) {
				this.ticked = true;
				tick();
			}
			else if (this.moreToDo) {
				this.ticked = false;
				catchUp();
			}
			else {
				sleep();
			}
		}
		catch (RuntimeException ex) {
			// A loop that is being stopped loses its connections
			if (isRunning()) {
				pauseAfter(ex);
			}
		}
	}

	private boolean isReadable() {
		try {
			this.database.migrate();
			look();
			return true;
		}
		catch (DataAccessException | TransactionException ex) {
			// A loop that is being stopped loses its connections
			if (isRunning()) {
				failed(ex);
				fail(noHistory(ex), LOOK);
			}
			return false;
		}
	}

	private void pauseAfter(RuntimeException failure) {
		boolean isLimited = failure instanceof LogfireException ex && ex.reason() == Reason.RATE_LIMITED;
		if (isLimited && !this.again) {
			// Or steps of the other kind would take each call
			this.again = true;
			this.ticked = !this.ticked;
		}
		else {
			this.again = false;
			this.olderFactsFail |= !isLimited && !this.ticked;
		}
		if (failure instanceof LogfireException ex) {
			// Older facts are read as the share of calls allows
			if (!isLimited || isDue()) {
				warnOnce("The history is late: {}", ex);
			}
			fail(ex, Optional.ofNullable(ex.retryAfter()).orElse(PAUSE));
		}
		else if (failure instanceof DataAccessException || failure instanceof TransactionException) {
			warnOnce("The history's database takes no facts: {}", failure);
			fail(noHistory(failure), PAUSE);
		}
		else {
			logger.error("The history's feed failed", failure);
			fail(noHistory(failure), PAUSE);
		}
	}

	private void warnOnce(String message, RuntimeException failure) {
		if (!this.warned) {
			this.warned = true;
			logger.warn(message, failure.getMessage());
		}
	}

	private static LogfireException noHistory(RuntimeException failure) {
		return new LogfireException(Reason.NO_HISTORY, "The history cannot be filled", PAUSE, failure);
	}

	/** Looks at what the store holds. */
	void look() {
		synchronized (this.events) {
			lookAlone();
		}
	}

	private void lookAlone() {
		FeedView before = this.view;
		Optional<FeedState> state = this.store.state();
		if (!this.working) {
			this.working = true;
			logger.info("The history's database answers again");
		}
		if (state.isPresent() && (before == null || !before.state().equals(state.get()))) {
			FeedView now = new FeedView(state.get(), this.store.coverage());
			this.view = now;
			this.moreToDo = true;
			this.events.changed(now);
		}
	}

	private synchronized boolean isDue() {
		return this.wanted != null || !asOf().plus(interval()).isAfter(this.clock.instant());
	}

	private void tick() throws InterruptedException {
		Instant before = asOf();
		if (!this.feed.tick()) {
			leaveToOthers();
		}
		look();
		if (!asOf().isAfter(before)) {
			return;
		}
		succeed();
	}

	private synchronized void succeed() {
		this.again = false;
		if (this.warned && !this.olderFactsFail) {
			logger.info("The history is up to date again");
			this.warned = false;
		}
		this.failure = null;
		end().complete(null);
	}

	private void catchUp() throws InterruptedException {
		Optional<Boolean> more = this.feed.catchUp();
		if (more.isEmpty()) {
			leaveToOthers();
		}
		this.moreToDo = more.orElse(true);
		this.olderFactsFail = false;
		this.again = false;
		look();
	}

	private static void leaveToOthers() throws InterruptedException {
		Thread.sleep(LOOK.toMillis() / 4);
	}

	@Override
	public Instant asOf() {
		return view().map(FeedView::asOf).orElse(Instant.EPOCH);
	}

	private CompletableFuture<Void> end() {
		CompletableFuture<Void> ended = (this.wanted != null) ? this.wanted : new CompletableFuture<>();
		this.wanted = null;
		return ended;
	}

	private synchronized void fail(LogfireException ex, Duration pause) {
		this.failure = ex;
		this.resume = this.clock.instant().plus(pause);
		end().completeExceptionally(ex);
	}

	private synchronized void sleep() throws InterruptedException {
		if (this.wanted == null) {
			wait(Math.min(LOOK.toMillis(), this.interval.toMillis()));
		}
	}

}
