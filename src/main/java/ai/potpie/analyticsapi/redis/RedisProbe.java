package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Checks once a second whether Redis works, and keeps the connection. It sends the same
 * commands as requests do, with a key of its own, so that a Redis that is read-only or
 * refuses scripts does not pass.
 */
class RedisProbe {

	private static final Logger logger = LoggerFactory.getLogger(RedisProbe.class);

	private static final long PAUSE_MILLIS = 1000;

	private final RedisConnector connector;

	private final RedisGuard redis;

	private final RedisLock lock;

	RedisProbe(RedisConnector connector, RedisGuard redis, ScheduledExecutorService timer) {
		this.connector = connector;
		this.redis = redis;
		this.lock = new RedisLock("analytics-api:probe:" + UUID.randomUUID());
		timer.scheduleWithFixedDelay(this::run, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void run() {
		try {
			this.connector.connect();
			Duration took = probe();
			if (took.compareTo(RedisGuard.SLOW) < 0) {
				this.redis.trust();
			}
		}
		catch (RedisException | CompletionException ex) {
			failed(ex);
		}
		catch (RuntimeException ex) {
			logger.error("Redis cannot be probed", ex);
		}
	}

	private Duration probe() {
		long start = System.nanoTime();
		this.redis.sendAnyway(this.lock::take).toCompletableFuture().join();
		this.redis.sendAnyway((commands) -> commands.mget(this.lock.key())).toCompletableFuture().join();
		this.redis.sendAnyway(this.lock::release).toCompletableFuture().join();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Handles a failed probe. If commands are refused or there is no connection, Redis
	 * does not work. A timeout may only mean that this process gets no CPU, so the guard
	 * counts it; after the guard has given up, a new connection may help.
	 */
	private void failed(RuntimeException failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof InterruptedException) {
			logger.debug("The service is being stopped");
		}
		else if (this.connector.commands().isEmpty() || RedisTrouble.isRefusal(failure)) {
			this.redis.leaveAlone(failure);
		}
		else if (!this.redis.works()) {
			this.connector.disconnect();
		}
	}

}
