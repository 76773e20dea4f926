package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Loads of rows, without Logfire and without waiting.
 */
class LoadsTests {

	private static final Instant NOON = CountQuestion.NOON;

	private static final Question<?> QUESTION = CountQuestion.number(1);

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration REFRESH_PAUSE = Duration.ofSeconds(2);

	private final LocalRows local = new LocalRows(DataSize.ofMegabytes(1), Duration.ofHours(2), Ticker.systemTicker());

	private final AtomicLong time = new AtomicLong();

	private final RowLoader loader = mock(RowLoader.class);

	private final StoredRows rows = StoredRows.of(new Rows(List.of()), NOON);

	@Test
	void loadWithoutAThreadIsForgotten() {
		given(this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.willReturn(new LoadedRows(this.rows, Source.MISS, Duration.ofMillis(7)));
		boolean[] full = { true };
		Loads loads = loads((task) -> {
			if (full[0]) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		});
		assertThatException().isThrownBy(() -> loads.load(QUESTION).await(TIMEOUT));
		full[0] = false;
		assertThat(loads.load(QUESTION).await(TIMEOUT).rows()).isSameAs(this.rows);
	}

	@Test
	void rowsStoredMeanwhileAreNotUsedIfTheyAreTooOld() {
		StoredRows gone = StoredRows.of(new Rows(List.of()), NOON.minus(Duration.ofHours(2)));
		this.local.keep(QUESTION, gone);
		given(this.loader.isWanted(gone, QUESTION)).willReturn(false);
		given(this.loader.load(any(), any())).willReturn(new LoadedRows(this.rows, Source.MISS, Duration.ofMillis(7)));
		LoadedRows loaded = loads(Runnable::run).load(QUESTION).await(TIMEOUT);
		assertThat(loaded.rows()).isSameAs(this.rows);
		assertThat(this.local.get(QUESTION)).isSameAs(this.rows);
	}

	@Test
	void rowsStoredMeanwhileAreNotLoadedAgain() {
		this.local.keep(QUESTION, this.rows);
		given(this.loader.isWanted(this.rows, QUESTION)).willReturn(true);
		LoadedRows loaded = loads(Runnable::run).load(QUESTION).await(TIMEOUT);
		assertThat(loaded.rows()).isSameAs(this.rows);
		assertThat(loaded.logfire()).isZero();
	}

	@Test
	void rowsJustLoadedAreNotLoadedAgainThoughMemoryIsFull() {
		for (int i = 0; i < 200; i++) {
			this.local.keep(CountQuestion.number(1000 + i), new StoredRows(new byte[20_000], NOON));
		}
		StoredRows large = new StoredRows(new byte[20_000], NOON);
		given(this.loader.isWanted(large, QUESTION)).willReturn(true);
		given(this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.willReturn(new LoadedRows(large, Source.MISS, Duration.ofMillis(7)));
		Loads loads = loads(Runnable::run);
		assertThat(loads.load(QUESTION).await(TIMEOUT).source()).isEqualTo(Source.MISS);
		assertThat(loads.load(QUESTION).await(TIMEOUT).source()).isEqualTo(Source.HIT);
	}

	@Test
	void whatIsForgottenWhileItIsLoadedIsLoadedAgain() {
		StoredRows outdated = StoredRows.of(new Rows(List.of()), NOON.minusSeconds(1));
		Loads loads = loads(Runnable::run);
		given(this.loader.isWanted(any(), any())).willReturn(true);
		given(this.loader.load(QUESTION, Urgency.WAITED_FOR)).willAnswer((load) -> {
			loads.clear();
			return new LoadedRows(outdated, Source.MISS, Duration.ofMillis(7));
		}).willReturn(new LoadedRows(this.rows, Source.MISS, Duration.ofMillis(7)));
		assertThat(loads.load(QUESTION).await(TIMEOUT).rows()).isSameAs(this.rows);
		assertThat(this.local.get(QUESTION)).isSameAs(this.rows);
		then(this.loader).should(times(2)).clear();
	}

	@Test
	void whatIsForgottenWhileItIsFoundIsNotStored() {
		Loads loads = loads(Runnable::run);
		given(this.loader.find(QUESTION)).willAnswer((find) -> {
			loads.clear();
			return Optional.of(this.rows);
		}).willReturn(Optional.empty());
		assertThat(loads.find(QUESTION)).isEmpty();
		assertThat(this.local.get(QUESTION)).isNull();
	}

	@Test
	void overdueLoadIsNotJoined() {
		List<Runnable> begun = new ArrayList<>();
		Loads loads = loads(begun::add);
		Load overdue = loads.load(QUESTION);
		assertThat(loads.load(QUESTION)).isSameAs(overdue);
		assertThatException().isThrownBy(() -> overdue.await(Duration.ZERO));
		this.time.addAndGet(TIMEOUT.toNanos());
		assertThat(loads.load(QUESTION)).isSameAs(overdue);
		this.time.addAndGet(1);
		Load next = loads.load(QUESTION);
		assertThat(next).isNotSameAs(overdue);
		given(this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.willThrow(new LogfireException(Reason.TIMED_OUT, "Logfire did not answer in time"))
			.willReturn(new LoadedRows(this.rows, Source.MISS, Duration.ofMillis(7)));
		begun.get(0).run();
		assertThat(loads.load(QUESTION)).isSameAs(next);
		begun.get(1).run();
		assertThat(next.await(TIMEOUT).rows()).isSameAs(this.rows);
		assertThat(begun).hasSize(2);
	}

	@Test
	void renewalThatFailedIsNotRepeatedWithinThePause() {
		LogfireException failure = new LogfireException(Reason.UNAVAILABLE, "Logfire is unavailable");
		given(this.loader.load(QUESTION, Urgency.REFRESH)).willThrow(failure);
		Loads loads = loads(Runnable::run);
		assertThat(renew(loads)).hasValueSatisfying(
				(load) -> assertThatException().isThrownBy(() -> load.await(TIMEOUT)).isSameAs(failure));
		this.time.addAndGet(REFRESH_PAUSE.toNanos() - 1);
		assertThat(renew(loads)).isEmpty();
		this.time.addAndGet(1);
		assertThat(renew(loads)).isPresent();
		then(this.loader).should(times(2)).load(QUESTION, Urgency.REFRESH);
	}

	@Test
	void rowsThatAreNotStoredAreLoadedThoughTheLastLoadFailed() {
		given(this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.willThrow(new LogfireException(Reason.UNAVAILABLE, "Logfire is unavailable"))
			.willReturn(new LoadedRows(this.rows, Source.MISS, Duration.ofMillis(7)));
		Loads loads = loads(Runnable::run);
		assertThatException().isThrownBy(() -> loads.load(QUESTION).await(TIMEOUT));
		assertThat(loads.load(QUESTION).await(TIMEOUT).rows()).isSameAs(this.rows);
	}

	@Test
	void rowsAreOnlyWaitedForFromTheBeginningOfTheLoad() {
		Loads loads = loads((task) -> {
			// Nobody runs it
		});
		Load load = renew(loads).orElseThrow();
		this.time.addAndGet(1);
		assertThat(load.within(Duration.ZERO)).isEmpty();
		load.complete(LoadedRows.stored(this.rows, Source.SHARED));
		assertThat(load.within(Duration.ZERO)).map(LoadedRows::rows).containsSame(this.rows);
	}

	private Optional<Load> renew(Loads loads) {
		return loads.renew(QUESTION, Urgency.REFRESH, this.rows);
	}

	private Loads loads(Executor executor) {
		return new Loads(this.loader, this.local, executor, TIMEOUT, REFRESH_PAUSE, this.time::get);
	}

}
