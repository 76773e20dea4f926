package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.HistoryDatabase;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;

class FeedLoopTests {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	private final HistoryDatabase database = mock(HistoryDatabase.class);

	private final FactStore store = mock(FactStore.class);

	private final Feed feed = mock(Feed.class);

	private final FeedLoop loop = new FeedLoop(this.database, this.store, this.feed, mock(FeedEvents.class),
			mock(Rollups.class), Duration.ofMinutes(5), Clock.systemUTC());

	@AfterEach
	void stop() {
		this.loop.stop();
	}

	@Test
	void whoWaitsWhileTheDatabaseIsDownLearnsThatThereIsNoHistory() {
		willThrow(new DataAccessResourceFailureException("down")).given(this.database).migrate();
		assertThat(failureOf(this.loop.want()).reason()).isEqualTo(Reason.NO_HISTORY);
		assertThat(this.loop.isWorking()).isFalse();
	}

	@Test
	void whoWaitsWhileLogfireFailsLearnsWhy() {
		given(this.feed.tick()).willThrow(new LogfireException(Reason.RATE_LIMITED, "later", A_WHILE, null));
		assertThat(failureOf(this.loop.want()).reason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(this.loop.isWorking()).isTrue();
		assertThat(this.loop.want()).as("within the pause").isCompletedExceptionally();
	}

	@Test
	void noFailureEndsTheLoop() {
		given(this.feed.tick()).willThrow(new OutOfMemoryError("Java heap space")).willReturn(true);
		this.loop.start();
		then(this.feed).should(timeout(A_WHILE.toMillis()).atLeast(2)).tick();
	}

	@Test
	void whileSomebodyWatchesTicksComeAsOftenAsCallsAllow() {
		this.loop.watch(true);
		assertThat(this.loop.interval()).isEqualTo(Duration.ofSeconds(15));
		given(this.feed.pace()).willReturn(Duration.ofMinutes(2));
		assertThat(this.loop.interval()).isEqualTo(Duration.ofMinutes(2));
		given(this.feed.pace()).willReturn(Duration.ofHours(1));
		assertThat(this.loop.interval()).isEqualTo(Duration.ofMinutes(5));
		this.loop.watch(false);
		assertThat(this.loop.interval()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void aStepThatWaitsForItsCallKeepsItsTurn() {
		AtomicBoolean call = new AtomicBoolean(true);
		AtomicInteger ticks = new AtomicInteger();
		AtomicInteger others = new AtomicInteger();
		given(this.feed.tick()).willAnswer((tick) -> {
			take(call, ticks);
			return true;
		});
		given(this.feed.catchUp()).willAnswer((step) -> {
			take(call, others);
			return Optional.of(true);
		});
		this.loop.start();
		await().atMost(A_WHILE).until(() -> ticks.get() > 3 && others.get() > 3);
	}

	/** Takes the only call, or fails until the next one comes. */
	private static void take(AtomicBoolean call, AtomicInteger taken) {
		if (!call.getAndSet(false)) {
			call.set(true);
			throw new LogfireException(Reason.RATE_LIMITED, "later", Duration.ZERO, null);
		}
		taken.incrementAndGet();
	}

	private LogfireException failureOf(CompletableFuture<Void> tick) {
		this.loop.start();
		assertThat(tick).failsWithin(A_WHILE);
		return (LogfireException) tick.handle((done, failure) -> failure).join();
	}

}
