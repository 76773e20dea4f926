package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way to send commands to Redis. A command takes no longer than the timeout. If
 * too many commands fail or are slow, the guard suspends Redis: until the
 * {@link RedisProbe} finds that it works, no request waits for it.
 */
class RedisGuard {

	/** A command that takes longer than this gains little over a query to Logfire. */
	static final Duration SLOW = Duration.ofMillis(50);

	private static final Logger logger = LoggerFactory.getLogger(RedisGuard.class);

	private final RedisConnector connector;

	private final CircuitBreaker breaker;

	private final Duration timeout;

	private final AtomicLong lastStall = new AtomicLong(System.nanoTime());

	private volatile String lastTrouble = "slow";

	RedisGuard(RedisConnector connector, CircuitBreaker breaker, Duration timeout) {
		this.connector = connector;
		this.breaker = breaker;
		this.timeout = timeout;
		breaker.getEventPublisher().onStateTransition((event) -> log(event.getStateTransition().getToState()));
	}

	Duration timeout() {
		return this.timeout;
	}

	/** Whether Redis works, as far as the guard knows. */
	boolean works() {
		return this.breaker.getState() == State.CLOSED && this.connector.commands().isPresent();
	}

	/**
	 * Sends a command and waits for the answer.
	 * @return empty if there is no answer
	 */
	<T> Optional<T> ask(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
		try {
			return Optional.ofNullable(send(command).toCompletableFuture().join());
		}
		catch (RedisException | CompletionException | CancellationException ex) {
			return Optional.empty();
		}
	}

	/** Sends a command and ignores its result. */
	void tell(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<?>> command) {
		try {
			send(command::apply);
		}
		catch (RedisException ex) {
			// No answer depends on the command
		}
	}

	/**
	 * Sends a command.
	 * @throws RedisException if Redis is suspended
	 */
	<T> RedisFuture<T> send(Function<RedisAsyncCommands<String, byte[]>, ? extends RedisFuture<T>> command) {
		if (this.breaker.getState() != State.CLOSED) {
			throw new RedisException("Redis is suspended");
		}
		return sendAnyway(command);
	}

	/**
	 * Sends a command even if Redis is suspended.
	 * @throws RedisException if there is no connection
	 */
	<T> RedisFuture<T> sendAnyway(Function<RedisAsyncCommands<String, byte[]>, ? extends RedisFuture<T>> command) {
		RedisAsyncCommands<String, byte[]> commands = this.connector.commands()
			.orElseThrow(() -> new RedisException("There is no connection"));
		long start = System.nanoTime();
		RedisFuture<T> answer = command.apply(commands);
		// Counted on another thread than the waiting one, which may itself be waiting for
		// the CPU
		answer.toCompletableFuture()
			.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((value, failure) -> count(System.nanoTime() - start, failure));
		return answer;
	}

	/** Suspends Redis after a failure. */
	void leaveAlone(Throwable trouble) {
		this.lastTrouble = RedisTrouble.name(trouble);
		if (this.breaker.getState() == State.CLOSED) {
			this.breaker.transitionToOpenState();
		}
	}

	/** Sends commands again from now on. */
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
	 * Whether a slow command or timeout counts as another failure. If this process gets
	 * no CPU, all commands of that moment stall together; they count as one failure.
	 */
	private boolean isAnotherStall() {
		long now = System.nanoTime();
		long last = this.lastStall.get();
		return now - last > this.timeout.toNanos() && this.lastStall.compareAndSet(last, now);
	}

	private void log(State state) {
		if (state == State.OPEN) {
			logger.warn("Redis at {} does not work ({}) and is suspended: until it works, nothing is shared",
					this.connector.address(), this.lastTrouble);
		}
		else if (state == State.CLOSED) {
			logger.info("Redis at {} works", this.connector.address());
		}
	}

}
