package ai.potpie.analyticsapi.cache;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.CacheResult.Validity;
import ai.potpie.analyticsapi.cache.CountQuestion.Text;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * The whole cache, without Logfire, threads and waiting.
 */
class AnswerCacheTests {

	/** As by default, and nothing is waited for. */
	static final CacheProperties PROPERTIES = new CacheProperties(Duration.ofSeconds(60), Duration.ofHours(1),
			Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofMinutes(60), Duration.ZERO, Duration.ofSeconds(2),
			DataSize.ofMegabytes(1));

	private static final CountQuestion QUESTION = CountQuestion.number(1);

	private static final LogfireException FAILURE = new LogfireException(Reason.UNAVAILABLE, "Logfire is unavailable");

	private final AtomicLong time = new AtomicLong();

	private final Clock clock = mock(Clock.class);

	private final ResilientLogfireClient logfire = mock(ResilientLogfireClient.class);

	private final SharedRows shared = mock(SharedRows.class);

	private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

	private final LocalRows local = new LocalRows(DataSize.ofMegabytes(1), Duration.ofHours(2), Ticker.systemTicker());

	/** Loads that have begun and are not run yet. */
	private final List<Runnable> begun = new ArrayList<>();

	private boolean atOnce = true;

	private final AnswerCache answers = cache();

	private AnswerCache cache() {
		Freshness freshness = new Freshness(PROPERTIES);
		Representations representations = new Representations(this.local, JsonMapper.shared(),
				TestLogfire.answerMemory());
		RowLoader loader = new RowLoader(this.logfire, History.NONE, this.shared, representations, freshness,
				TestLogfire.answerMemory(), this.clock, this.time::get);
		Loads loads = new Loads(loader, this.local, this::run, Duration.ofSeconds(1), PROPERTIES.refreshPause(),
				this.time::get);
		return new AnswerCache(this.local, this.shared, loads, representations, freshness, Duration.ofSeconds(1),
				this.clock, new CacheMetrics(this.metrics, this.local));
	}

	@BeforeEach
	void beginAtNoon() {
		given(this.logfire.deadline()).willReturn(TestLogfire.deadline());
		given(this.shared.find(any())).willReturn(Optional.empty());
		given(this.shared.load(any(), any(), any(), any()))
			.willAnswer((load) -> load.<Supplier<StoredRows>>getArgument(3).get());
		given(this.shared.patience()).willReturn(Duration.ZERO);
		moveTo(Duration.ZERO);
		logfireHas(1);
	}

	@Test
	void answerIsLoadedOnceAndThenStored() {
		Answer<String> first = this.answers.answer(QUESTION);
		assertThat(first.cache().source()).isEqualTo(Source.MISS);
		assertThat(first.cache().collapsed()).isFalse();
		assertThat(text(first)).isEqualTo("\"1 rows as of 2026-02-11T12:00:00Z\"");
		moveTo(Duration.ofSeconds(59));
		Answer<String> second = this.answers.answer(CountQuestion.number(1));
		assertThat(second.representation()).isSameAs(first.representation());
		assertThat(second.cache()).isEqualTo(new CacheResult(Source.HIT, false, Duration.ofSeconds(59),
				new Validity(Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofMinutes(60)), Duration.ZERO));
		assertThat(second.cache().ttl()).isEqualTo(Duration.ofSeconds(1));
		logfireWasAsked(1);
		assertThat(counted(Source.MISS)).isEqualTo(1);
		assertThat(counted(Source.HIT)).isEqualTo(1);
	}

	@Test
	void staleAnswerIsServedWhileItIsRenewed() {
		this.answers.answer(QUESTION);
		this.atOnce = false;
		logfireHas(2);
		moveTo(Duration.ofSeconds(60));
		for (int i = 0; i < 3; i++) {
			Answer<String> stale = this.answers.answer(QUESTION);
			assertThat(stale.cache().source()).isEqualTo(Source.STALE);
			assertThat(stale.cache().ttl()).isZero();
			assertThat(text(stale)).startsWith("\"1 rows");
		}
		assertThat(this.begun).hasSize(1);
		this.begun.get(0).run();
		Answer<String> renewed = this.answers.answer(QUESTION);
		assertThat(renewed.cache().source()).isEqualTo(Source.HIT);
		assertThat(text(renewed)).isEqualTo("\"2 rows as of 2026-02-11T12:01:00Z\"");
	}

	@Test
	void oldAnswerIsServedIfLogfireFailsUntilItIsTooOld() {
		this.answers.answer(QUESTION);
		given(this.logfire.query(any(), any(), any(), any())).willThrow(FAILURE);
		moveTo(Duration.ofSeconds(60 + 3599));
		assertThat(this.answers.answer(QUESTION).cache().source()).isEqualTo(Source.STALE);
		moveTo(Duration.ofSeconds(60 + 3600));
		assertThatExceptionOfType(LogfireException.class).isThrownBy(() -> this.answers.answer(QUESTION))
			.isSameAs(FAILURE);
	}

	@Test
	void logfireIsNotAskedAgainRightAfterARenewalFailed() {
		this.answers.answer(QUESTION);
		given(this.logfire.query(any(), any(), any(), any())).willThrow(FAILURE);
		moveTo(Duration.ofMinutes(2));
		for (int i = 0; i < 5; i++) {
			assertThat(this.answers.answer(QUESTION).cache().source()).isEqualTo(Source.STALE);
		}
		logfireWasAsked(2);
		this.time.addAndGet(PROPERTIES.refreshPause().toNanos());
		this.answers.answer(QUESTION);
		logfireWasAsked(3);
	}

	@Test
	void eachFormIsMadeOnceAndWeighed() {
		this.answers.answer(QUESTION);
		long before = this.local.weight();
		Text form = new Text("x".repeat(20_000));
		Answer<String> made = this.answers.answer(form);
		assertThat(made.cache().source()).isEqualTo(Source.HIT);
		assertThat(this.local.weight()).isGreaterThan(before + 20_000);
		assertThat(this.answers.answer(new Text(form.prefix())).representation()).isSameAs(made.representation());
		logfireWasAsked(1);
	}

	@Test
	void formsDoNotOutgrowTheMemory() {
		for (int i = 0; i < 20; i++) {
			for (int form = 0; form < 20; form++) {
				this.answers.answer(new Text(CountQuestion.number(i), form + "x".repeat(10_000), 0));
			}
			assertThat(this.local.weight()).isLessThanOrEqualTo(DataSize.ofMegabytes(1).toBytes());
		}
		long kept = IntStream.range(0, 20)
			.mapToObj((i) -> this.local.get(CountQuestion.number(i)))
			.filter((rows) -> rows != null)
			.count();
		assertThat(kept).isBetween(1L, 8L);
	}

	@Test
	void rowsOfAnotherReplicaAreServed() {
		given(this.shared.find(any())).willReturn(Optional.of(StoredRows.of(rows(3), CountQuestion.NOON)));
		Answer<String> answer = this.answers.answer(QUESTION);
		assertThat(answer.cache().source()).isEqualTo(Source.SHARED);
		assertThat(text(answer)).startsWith("\"3 rows");
		assertThat(this.answers.answer(QUESTION).cache().source()).isEqualTo(Source.HIT);
		logfireWasAsked(0);
	}

	@Test
	void rowsOfAnotherReplicaThatAreNoAnswerAreLoaded() {
		given(this.shared.find(any())).willReturn(Optional.of(StoredRows.of(rows(0), CountQuestion.NOON)));
		assertThat(this.answers.answer(QUESTION).cache().source()).isEqualTo(Source.MISS);
		logfireWasAsked(1);
	}

	static Rows rows(int count) {
		String row = "{\"n\":1}";
		String json = "{\"data\":[" + String.join(",", Collections.nCopies(count, row)) + "]}";
		return Rows.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), TestLogfire.memory());
	}

	private void run(Runnable load) {
		if (this.atOnce) {
			load.run();
		}
		else {
			this.begun.add(load);
		}
	}

	private void moveTo(Duration afterNoon) {
		Instant now = CountQuestion.NOON.plus(afterNoon);
		given(this.clock.instant()).willReturn(now);
	}

	private void logfireHas(int rows) {
		given(this.logfire.query(any(), any(), any(), any())).willReturn(rows(rows));
	}

	private void logfireWasAsked(int times) {
		then(this.logfire).should(times(times)).query(any(), any(), any(), any());
	}

	private double counted(Source source) {
		return this.metrics.get("analytics.cache.answers")
			.tag("kind", source.name().toLowerCase(Locale.ROOT))
			.counter()
			.count();
	}

	private static String text(Answer<?> answer) {
		return new String(answer.representation().bytes(), StandardCharsets.UTF_8);
	}

}
