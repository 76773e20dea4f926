package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryRulesTests {

	private static final Deadline LATER = Deadline.in(Duration.ofHours(1), Ticker.disabledTicker());

	private final RetryRules rules = new RetryRules(
			new ResilienceProperties(512, CallLimits.of("none"), 5, Duration.ofMillis(100), Duration.ofSeconds(1),
					Duration.ofSeconds(2), 0.75, 30, 50, 60, Duration.ofSeconds(1)));

	@ParameterizedTest
	@EnumSource(names = { "FAILED", "TIMED_OUT", "UNAVAILABLE", "RATE_LIMITED" })
	void temporaryFailuresAreTriedFiveTimes(Reason reason) {
		LogfireException failure = new LogfireException(reason, "");
		assertThat(this.rules.waitAfter(failure, 1, LATER)).hasValueSatisfying(atMost(100));
		assertThat(this.rules.waitAfter(failure, 2, LATER)).hasValueSatisfying(atMost(200));
		assertThat(this.rules.waitAfter(failure, 3, LATER)).hasValueSatisfying(atMost(400));
		assertThat(this.rules.waitAfter(failure, 4, LATER)).hasValueSatisfying(atMost(800));
		assertThat(this.rules.waitAfter(failure, 5, LATER)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "FAILED", "TIMED_OUT", "UNAVAILABLE", "RATE_LIMITED" })
	void permanentFailuresAreNotRetried(Reason reason) {
		assertThat(this.rules.waitAfter(new LogfireException(reason, ""), 1, LATER)).isEmpty();
	}

	@Test
	void aShortRetryAfterIsWaitedFor() {
		assertThat(afterUnavailable(Duration.ofSeconds(2)).orElseThrow()).isBetween(Duration.ofSeconds(2),
				Duration.ofMillis(2100));
		assertThat(afterUnavailable(Duration.ofSeconds(3))).isEmpty();
	}

	@Test
	void retriesThatWouldMissTheDeadlineAreSkipped() {
		LogfireException failure = new LogfireException(Reason.UNAVAILABLE, "", Duration.ofSeconds(1), null);
		assertThat(this.rules.waitAfter(failure, 1, Deadline.in(Duration.ofMillis(900), Ticker.disabledTicker())))
			.isEmpty();
	}

	@Test
	void ifAllCallsFailOnlyTheReserveIsRetried() {
		assertThat(callsThatAllFail(10_000)).isEqualTo(10_030);
	}

	@ParameterizedTest
	@CsvSource({ "1, 30, 30000, 100", "2, 30, 30000, 100", "3, 30, 30000, 100", "4, 36, 32000, 200",
			"5, 36, 32000, 200" })
	void ifAThirdFailsNearlyAllAreRetried(int seed, int percent, int mostCalls, int mostFailed) {
		Random random = new Random(seed);
		int calls = 0;
		int failed = 0;
		for (int question = 0; question < 20_000; question++) {
			int tries = 1;
			boolean answered = random.nextInt(100) >= percent;
			while (!answered && afterFailure(tries).isPresent()) {
				tries++;
				answered = random.nextInt(100) >= percent;
			}
			if (answered) {
				this.rules.answered();
			}
			failed += answered ? 0 : 1;
			calls += tries;
		}
		assertThat(calls).isLessThan(mostCalls);
		assertThat(failed).isLessThan(mostFailed);
	}

	private int callsThatAllFail(int questions) {
		int calls = 0;
		for (int question = 0; question < questions; question++) {
			int tries = 1;
			while (afterFailure(tries).isPresent()) {
				tries++;
			}
			calls += tries;
		}
		return calls;
	}

	private Optional<Duration> afterFailure(int tries) {
		return this.rules.waitAfter(new LogfireException(Reason.FAILED, ""), tries, LATER);
	}

	private Optional<Duration> afterUnavailable(Duration retryAfter) {
		return this.rules.waitAfter(new LogfireException(Reason.UNAVAILABLE, "", retryAfter, null), 1, LATER);
	}

	private static Consumer<Duration> atMost(long millis) {
		return (wait) -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(millis));
	}

}
