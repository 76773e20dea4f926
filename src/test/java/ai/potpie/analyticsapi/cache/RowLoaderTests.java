package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.Load.LoadedRows;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class RowLoaderTests {

	private static final CountQuestion QUESTION = CountQuestion.number(1);

	private static final LogfireQuery QUERY = QUESTION.query();

	private static final Instant NOW = CountQuestion.NOON.plusNanos(1_234_567);

	private final AtomicLong time = new AtomicLong();

	private final ResilientLogfireClient logfire = mock(ResilientLogfireClient.class);

	private final SharedRows shared = mock(SharedRows.class);

	private final RowLoader loader = new RowLoader(this.logfire, History.NONE, this.shared,
			new Representations(new LocalRows(DataSize.ofMegabytes(1), Duration.ofHours(2), Ticker.systemTicker()),
					JsonMapper.shared(), TestLogfire.answerMemory()),
			new Freshness(AnswerCacheTests.PROPERTIES), TestLogfire.answerMemory(), Clock.fixed(NOW, ZoneOffset.UTC),
			this.time::get);

	@BeforeEach
	void giveTime() {
		given(this.logfire.deadline()).willReturn(TestLogfire.deadline());
	}

	@Test
	void rowsOfLogfireAreDatedAndTimed() {
		given(this.shared.load(any(), any(), any(), any()))
			.willAnswer((call) -> call.<Supplier<StoredRows>>getArgument(3).get());
		given(this.logfire.query(eq(QUERY), eq(Urgency.REFRESH), any(), any())).willAnswer((call) -> {
			this.time.addAndGet(Duration.ofMillis(41).toNanos());
			return AnswerCacheTests.rows(1);
		});
		LoadedRows loaded = this.loader.load(QUESTION, Urgency.REFRESH);
		assertThat(loaded.source()).isEqualTo(Source.MISS);
		assertThat(loaded.logfire()).isEqualTo(Duration.ofMillis(41));
		assertThat(loaded.rows().asOf()).as("to the millisecond, as replicas share it")
			.isEqualTo(CountQuestion.NOON.plusMillis(1));
	}

	@Test
	void rowsOfAnotherReplicaTookLogfireNoTime() {
		StoredRows theirs = StoredRows.of(AnswerCacheTests.rows(1), NOW);
		given(this.shared.load(any(), any(), any(), any())).willReturn(theirs);
		assertThat(this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.isEqualTo(new LoadedRows(theirs, Source.SHARED, Duration.ZERO));
		then(this.logfire).should().deadline();
		then(this.logfire).shouldHaveNoMoreInteractions();
	}

	@Test
	void rowsThatAreNoAnswerAreNotHandedOnToBeStored() {
		given(this.shared.load(any(), any(), any(), any()))
			.willAnswer((call) -> call.<Supplier<StoredRows>>getArgument(3).get());
		given(this.logfire.query(any(), any(), any(), any())).willReturn(AnswerCacheTests.rows(0));
		assertThatExceptionOfType(LogfireException.class)
			.isThrownBy(() -> this.loader.load(QUESTION, Urgency.WAITED_FOR))
			.withMessage("There is no row");
	}

	@Test
	@SuppressWarnings("unchecked")
	void onlyFreshRowsOfAnAnswerAreWantedOfOthers() {
		given(this.shared.load(any(), any(), any(), any())).willReturn(StoredRows.of(AnswerCacheTests.rows(1), NOW));
		this.loader.load(QUESTION, Urgency.WAITED_FOR);
		ArgumentCaptor<Predicate<StoredRows>> wanted = ArgumentCaptor.forClass(Predicate.class);
		then(this.shared).should().load(eq(QUESTION), wanted.capture(), any(), any());
		assertThat(wanted.getValue()).accepts(StoredRows.of(AnswerCacheTests.rows(1), NOW.minusSeconds(59)))
			.rejects(StoredRows.of(AnswerCacheTests.rows(1), NOW.minusSeconds(60)),
					StoredRows.of(AnswerCacheTests.rows(0), NOW), new StoredRows(new byte[] { 1, 2, 3 }, NOW));
	}

}
