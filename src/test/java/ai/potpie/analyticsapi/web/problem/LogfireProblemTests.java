package ai.potpie.analyticsapi.web.problem;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a failure of Logfire's is for a caller.
 */
class LogfireProblemTests {

	@ParameterizedTest
	@EnumSource
	void everyFailureIsAServerError(Reason reason) {
		assertThat(LogfireProblem.of(new LogfireException(reason, "")).status().is5xxServerError()).isTrue();
	}

	/** The history too is slow, has limits or does not answer. */
	@ParameterizedTest
	@EnumSource(names = { "TIMED_OUT", "TOO_LARGE", "TRUNCATED", "BUSY", "NO_HISTORY" })
	void failureOfTheHistoryIsNotSaidToBeOfLogfire(Reason reason) {
		String detail = LogfireProblem.of(new LogfireException(reason, "")).detail();
		assertThat(detail.replace("only for days that Logfire still has", "")).doesNotContain("Logfire");
	}

	@ParameterizedTest
	@CsvSource({ "RATE_LIMITED, 17, 17", "RATE_LIMITED, 3000, 3000", "RATE_LIMITED, 999999999, 3600",
			"UNAVAILABLE, 17, 17", "UNAVAILABLE, 3000, 60", "BUSY, 1, 1" })
	void retryAfterIsPassedOnUpToALimit(Reason reason, int seconds, int expected) {
		LogfireException failure = new LogfireException(reason, "", Duration.ofSeconds(seconds), null);
		assertThat(LogfireProblem.of(failure).retryAfter()).isEqualTo(Duration.ofSeconds(expected));
	}

}
