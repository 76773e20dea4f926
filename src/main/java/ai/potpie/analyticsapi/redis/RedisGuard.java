package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to Redis. A command takes no longer than the timeout, and if too many fail
 * or are slow, Redis is left alone: then nobody waits for it at all, until the
 * {@link RedisProbe} finds that it works.
 */
class RedisGuard {

	/** From here on, asking Redis gains little. */
	static final Duration SLOW = Duration.ofMillis(50);

	private static final Logger logger = LoggerFactory.getLogger(RedisGuard.class);

	private final RedisConnector connector;

	private final CircuitBreaker breaker;

	private final Duration timeout;

	private final Ticker ticker;

	private final AtomicLong lastStall;

	private volatile String lastTrouble = "slow";

	RedisGuard(RedisConnector connector, CircuitBreaker breaker, Duration timeout, Ticker ticker) {
		this.connector = connector;
		this.breaker = breaker;
		this.timeout = timeout;
		this.ticker = ticker;
		this.lastStall = new AtomicLong(ticker.read());
		breaker.getEventPublisher().onStateTransition((event) -> log(event.getStateTransition().getToState()));
	}

	Duration timeout() {
		return this.timeout;
	}

	/** Whether it is worth asking. */
	boolean works() {
		return this.breaker.getState() == State.CLOSED && this.connector.commands().isPresent();
	}

	/**
	 * Asks, and waits for the answer.
	 * @return empty if there is none
	 */
	<T> Optional<T> ask(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
		try {
			return Optional.ofNullable(send(command).toCompletableFuture().join());
		}
		catch (RedisException | CompletionException | CancellationException ex) {
			return Optional.empty();
		}
	}

	/** Sends a command, whatever becomes of it. */
	void tell(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<?>> command) {
		try {
			send(command::apply);
		}
		catch (RedisException ex) {
			// It was not needed
		}
	}

	/**
	 * Sends a command.
	 * @throws RedisException if Redis is left alone
	 */
	<T> RedisFuture<T> send(Function<RedisAsyncCommands<String, byte[]>, ? extends RedisFuture<T>> command) {
		if (this.breaker.getState() != State.CLOSED) {
			throw new RedisException("Redis is left alone");
		}
		return sendAnyway(command);
	}

	/**
	 * Sends a command even if Redis is left alone.
	 * @throws RedisException if there is no connection
	 */
	<T> RedisFuture<T> sendAnyway(Function<RedisAsyncCommands<String, byte[]>, ? extends RedisFuture<T>> command) {
		RedisAsyncCommands<String, byte[]> commands = this.connector.commands()
			.orElseThrow(() -> new RedisException("There is no connection"));
		long start = this.ticker.read();
		RedisFuture<T> answer = command.apply(commands);
		// Not on the thread that waits for it, which may have to wait for the CPU too
		answer.toCompletableFuture()
			.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((value, failure) -> count(this.ticker.read() - start, failure));
		return answer;
	}

	/** Leaves Redis alone. */
	void leaveAlone(Throwable trouble) {
		this.lastTrouble = RedisTrouble.name(trouble);
		if (this.breaker.getState() == State.CLOSED) {
			this.breaker.transitionToOpenState();
		}
	}

	/** Asks it again from now on. */
	void trust() {
		if (this.breaker.getState() != State.CLOSED) {
			this.breaker.transitionToClosedState();
		}
	}

	private void count(long nanos, @Nullable Throwable failure) {
		if (failure == null || RedisTrouble.isOfValue(failure)) {
			if (nanos < SLOW.toNanos() || isAnotherStall()) {
				this.breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
			}
		}
		else if (RedisTrouble.isRefusal(failure) || isAnotherStall()) {
			this.lastTrouble = RedisTrouble.name(failure);
			this.breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
		}
	}

	/**
	 * A process without CPU stalls too, and with it all that it has asked at that moment:
	 * however many they are, they are one failure.
	 */
	private boolean isAnotherStall() {
		long now = this.ticker.read();
		long last = this.lastStall.get();
		return now - last > this.timeout.toNanos() && this.lastStall.compareAndSet(last, now);
	}

	private void log(State state) {
		if (state == State.OPEN) {
			logger.warn("Redis at {} does not work ({}) and is left alone: until it does, nothing is shared",
					this.connector.address(), this.lastTrouble);
		}
		else if (state == State.CLOSED) {
			logger.info("Redis at {} works", this.connector.address());
		}
	}

}
