package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.testing.TestTicker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class LogfireAttemptTests {

	private final TestTicker ticker = TestTicker.standing();

	private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("logfire");

	private final RetryRules retries = mock(RetryRules.class);

	private final Deadline deadline = Deadline.in(Duration.ofSeconds(25), this.ticker);

	@Test
	void anAnswerCountsOnceAndWithTheTimeItTook() {
		LogfireAttempt attempt = attempt();
		this.ticker.goOn(Duration.ofMillis(41));
		attempt.answered();
		attempt.answered();
		attempt.failed(new LogfireException(Reason.FAILED, "later"));
		attempt.end();
		assertThat(attempt.took()).isEqualTo(Duration.ofMillis(41));
		assertThat(attempt.isAnswered()).isTrue();
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isOne();
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isZero();
		then(this.retries).should().answered();
	}

	@Test
	void aCallHasTheTimeOfItsQuestion() {
		LogfireAttempt attempt = attempt();
		this.ticker.goOn(Duration.ofSeconds(5));
		assertThat(attempt.deadline().left()).isEqualTo(Duration.ofSeconds(20));
	}

	@Test
	void aCallThatLooksWhetherLogfireIsBackHasLess() {
		this.breaker.transitionToOpenState();
		this.breaker.transitionToHalfOpenState();
		assertThat(attempt().deadline().left()).isEqualTo(Duration.ofSeconds(10));
		this.ticker.goOn(Duration.ofSeconds(18));
		assertThat(attempt().deadline().left()).isEqualTo(Duration.ofSeconds(7));
	}

	private LogfireAttempt attempt() {
		return new LogfireAttempt(this.breaker, this.retries, new CallMetrics(new SimpleMeterRegistry()), this.deadline,
				this.ticker);
	}

}
