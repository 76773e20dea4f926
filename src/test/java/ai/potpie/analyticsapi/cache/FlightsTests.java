package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import ai.potpie.analyticsapi.cache.Flight.Loaded;
import ai.potpie.analyticsapi.cache.Lookup.Kind;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.sql.Sql;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Loads, without Logfire.
 */
class FlightsTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private static final LogfireQuery QUERY = new LogfireQuery(Sql.of("SELECT 1"), NOON, NOON.plusSeconds(1), 10);

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private final LocalRows local = new LocalRows(DataSize.ofMegabytes(1), Duration.ofHours(2));

	private final RowLoader loader = mock(RowLoader.class);

	private final Question<?> question = mock(Question.class);

	private final StoredRows rows = StoredRows.of(new Rows(List.of()), NOON);

	@Test
	void aLoadThatFindsNoThreadIsForgotten() {
		given(this.loader.load(this.question, QUERY, Urgency.WAITED_FOR))
			.willReturn(new Loaded(this.rows, Kind.MISS, Duration.ofMillis(7)));
		boolean[] full = { true };
		Flights flights = flights((task) -> {
			if (full[0]) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		});
		assertThatException().isThrownBy(() -> flights.load(this.question, QUERY).await(TIMEOUT));
		full[0] = false;
		assertThat(flights.load(this.question, QUERY).await(TIMEOUT).rows()).isSameAs(this.rows);
	}

	@Test
	void rowsThatAreNoGoodAnyMoreDidNotLandMeanwhile() {
		StoredRows gone = StoredRows.of(new Rows(List.of()), NOON.minus(Duration.ofHours(2)));
		this.local.keep(QUERY, gone);
		given(this.loader.isWanted(gone, this.question, QUERY)).willReturn(false);
		given(this.loader.load(any(), any(), any())).willReturn(new Loaded(this.rows, Kind.MISS, Duration.ofMillis(7)));
		Loaded loaded = flights(Runnable::run).load(this.question, QUERY).await(TIMEOUT);
		assertThat(loaded.rows()).isSameAs(this.rows);
		assertThat(this.local.get(QUERY)).isSameAs(this.rows);
	}

	@Test
	void rowsThatLandedMeanwhileAreNotAskedForAgain() {
		this.local.keep(QUERY, this.rows);
		given(this.loader.isWanted(this.rows, this.question, QUERY)).willReturn(true);
		Loaded loaded = flights(Runnable::run).load(this.question, QUERY).await(TIMEOUT);
		assertThat(loaded.rows()).isSameAs(this.rows);
		assertThat(loaded.logfire()).isZero();
	}

	@Test
	void rowsThatAFullMemoryPrefersOthersToAreNotAskedForAgain() {
		for (int i = 0; i < 200; i++) {
			LogfireQuery other = new LogfireQuery(Sql.of("SELECT 'other %d'".formatted(i)), NOON, NOON.plusSeconds(1),
					10);
			this.local.keep(other, new StoredRows(new byte[20_000], NOON));
		}
		this.local.settledWeight();
		StoredRows large = new StoredRows(new byte[20_000], NOON);
		given(this.loader.isWanted(large, this.question, QUERY)).willReturn(true);
		given(this.loader.load(this.question, QUERY, Urgency.WAITED_FOR))
			.willReturn(new Loaded(large, Kind.MISS, Duration.ofMillis(7)));
		Flights flights = flights(Runnable::run);
		assertThat(flights.load(this.question, QUERY).await(TIMEOUT).kind()).isEqualTo(Kind.MISS);
		this.local.settledWeight();
		assertThat(flights.load(this.question, QUERY).await(TIMEOUT).kind()).isEqualTo(Kind.HIT);
	}

	@Test
	void aLoadThatHasNotGivenUpInTimeIsNotJoined() {
		List<Runnable> begun = new ArrayList<>();
		Flights flights = flights(begun::add);
		Flight overdue = flights.load(this.question, QUERY);
		assertThat(flights.load(this.question, QUERY)).isSameAs(overdue);
		assertThatException().isThrownBy(() -> overdue.await(TIMEOUT));
		Flight next = flights.load(this.question, QUERY);
		assertThat(next).isNotSameAs(overdue);
		given(this.loader.load(this.question, QUERY, Urgency.WAITED_FOR))
			.willThrow(new LogfireException(Reason.TIMED_OUT, "Logfire did not answer in time"))
			.willReturn(new Loaded(this.rows, Kind.MISS, Duration.ofMillis(7)));
		begun.get(0).run();
		assertThat(flights.load(this.question, QUERY)).isSameAs(next);
		begun.get(1).run();
		assertThat(next.await(TIMEOUT).rows()).isSameAs(this.rows);
		assertThat(begun).hasSize(2);
	}

	private Flights flights(Executor executor) {
		return new Flights(this.loader, this.local, executor, TIMEOUT, Duration.ofSeconds(2));
	}

}
