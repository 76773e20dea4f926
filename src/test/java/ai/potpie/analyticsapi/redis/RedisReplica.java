package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import ai.potpie.analyticsapi.logfire.LogfireProject;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * What one replica has of all this.
 */
final class RedisReplica implements AutoCloseable {

	static final Duration LIFETIME = Duration.ofHours(2);

	private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

	private final RedisConnector connector;

	private final RedisGuard guard;

	private final RedisRows rows;

	RedisReplica(String url) {
		this(url, "");
	}

	RedisReplica(String url, String caFile) {
		this.connector = new RedisConnector(RedisAddress.of(url), caFile);
		CircuitBreaker breaker = CircuitBreaker.of("redis", RedisConfiguration.breakerConfig());
		this.guard = new RedisGuard(this.connector, breaker, Duration.ofMillis(200), Ticker.systemTicker());
		this.rows = new RedisRows(this.guard, this.timer, new LogfireProject("https://logfire.example.com", "hash"),
				LIFETIME);
		new RedisProbe(this.connector, this.guard, this.timer, Ticker.systemTicker());
	}

	RedisGuard guard() {
		return this.guard;
	}

	RedisRows rows() {
		return this.rows;
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		this.connector.close();
	}

}
