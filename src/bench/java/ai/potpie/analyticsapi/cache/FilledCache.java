package ai.potpie.analyticsapi.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/**
 * A cache with default settings, whose rows another replica has already loaded.
 */
public final class FilledCache {

	private final LocalRows local;

	private final AnswerCache answers;

	/** Creates a cache in which all answers come from the same rows. */
	public FilledCache(Rows rows) {
		CacheProperties properties = Binder.get(new MockEnvironment())
			.bindOrCreate("analytics.cache", CacheProperties.class);
		Freshness freshness = new Freshness(properties);
		this.local = new LocalRows(properties.size(), freshness.longest(), Ticker.systemTicker());
		Representations representations = new Representations(this.local, JsonMapper.shared(), AnswerMemory.ofHeap(25));
		Clock clock = Clock.systemUTC();
		SharedRows shared = new LoadedElsewhere(StoredRows.of(rows, clock.instant()).packed(), clock);
		this.answers = new AnswerCache(this.local, shared, null, representations, freshness, Duration.ofSeconds(1),
				clock, new CacheMetrics(new SimpleMeterRegistry(), this.local));
	}

	public Answer<?> answer(Question<?> question) {
		return this.answers.answer(question);
	}

	/** The cache's own estimate of its memory, in bytes. */
	public long weight() {
		return this.local.weight();
	}

	private record LoadedElsewhere(byte[] packed, Clock clock) implements SharedRows {

		@Override
		public Optional<StoredRows> find(Question<?> question) {
			return Optional.of(new StoredRows(this.packed.clone(), this.clock.instant()));
		}

		@Override
		public StoredRows load(Question<?> question, Predicate<StoredRows> wanted, Deadline deadline,
				Supplier<StoredRows> loader) {
			throw new IllegalStateException("All rows are loaded already");
		}

		@Override
		public Duration patience() {
			return Duration.ZERO;
		}

		@Override
		public void clear() {
			throw new IllegalStateException("Nothing changes these rows");
		}

	}

}
