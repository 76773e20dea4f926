package ai.potpie.analyticsapi.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.TestTicker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class RedisGuardTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TestTicker ticker = TestTicker.standing();

	private final RedisConnector connector = mock(RedisConnector.class);

	private final CircuitBreaker breaker = CircuitBreaker.of("redis", RedisConfiguration.breakerConfig());

	private final RedisGuard guard = new RedisGuard(this.connector, this.breaker, TIMEOUT, this.ticker);

	@BeforeEach
	@SuppressWarnings("unchecked")
	void connect() {
		given(this.connector.commands()).willReturn(Optional.of(mock(RedisAsyncCommands.class)));
	}

	@Test
	void quickAnswersAllCount() {
		answerAll(20, Duration.ofMillis(49));
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(10);
		assertThat(this.guard.works()).isTrue();
	}

	@Test
	void slowAnswersOfOneStallAreOneSlowAnswer() {
		this.ticker.goOn(TIMEOUT);
		answerAll(20, Duration.ofMillis(51));
		assertThat(this.breaker.getMetrics().getNumberOfSlowCalls()).isOne();
		assertThat(this.guard.works()).isTrue();
	}

	@Test
	void stallsOneAfterTheOtherOpenTheBreaker() {
		for (int i = 0; i < 5; i++) {
			assertThat(this.guard.works()).isTrue();
			this.ticker.goOn(TIMEOUT);
			answerAll(20, Duration.ofMillis(51));
		}
		assertThat(this.guard.works()).isFalse();
	}

	/** Asks all, and then has all answered after the same time. */
	private void answerAll(int count, Duration time) {
		List<AsyncCommand<String, byte[], String>> answers = Stream.generate(RedisGuardTests::command)
			.limit(count)
			.toList();
		answers.forEach((answer) -> this.guard.send((commands) -> answer));
		this.ticker.goOn(time);
		answers.forEach((answer) -> answer.complete("OK"));
	}

	private static AsyncCommand<String, byte[], String> command() {
		return new AsyncCommand<>(new Command<>(CommandType.PING, null));
	}

}
