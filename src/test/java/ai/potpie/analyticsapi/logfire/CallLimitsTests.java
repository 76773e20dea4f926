package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Arrays;

import io.github.bucket4j.BucketConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How {@code LOGFIRE_RATE_LIMIT} is read.
 */
class CallLimitsTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void limitsAreCallsPerTime() {
		assertThat(limits(CallLimits.of("5/1m,100/1h"))).containsExactly("5 in PT1M", "100 in PT1H");
		assertThat(limits(CallLimits.of(" 7/250ms , 1/1d"))).containsExactly("7 in PT0.25S", "1 in PT24H");
		assertThat(CallLimits.of("5/1m").isOfPlan()).isFalse();
	}

	@Test
	void thePlanDecidesUnlessLimitsAreSet() {
		assertThat(CallLimits.of("plan")).isEqualTo(new CallLimits(true, null));
		assertThat(CallLimits.of(" none ")).isEqualTo(new CallLimits(false, null));
	}

	@ParameterizedTest
	@CsvSource(value = { "personal, true", "Personal, true", "logfire-personal-2026, true", "free, true", "team, false",
			"growth, false", "enterprise, false", "NULL, false" }, nullValues = "NULL")
	void onlyThePersonalPlanHasARate(@Nullable String plan, boolean limited) {
		CallLimits limits = CallLimits.ofPlan(plan);
		assertThat(limits.bucket() != null).isEqualTo(limited);
		if (limited) {
			assertThat(limits(limits)).containsExactly("5 in PT1M", "100 in PT1H");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "5", "5/", "/1m", "5/m", "0/1m", "-5/1m", "5/-1m", "5/0s", "5/1m,", ",5/1m",
			"5/1m;100/1h", "5/1m 100/1h", "PLAN", "5/1y", "5/1mm", "1.5/1m", "9999999999/1m", "999999999/1ns",
			"5/99999999999999999999s", "5/999999999999d", "5/1m,x" })
	void anyOtherTextStopsTheStartAndExplainsTheFormat(String text) {
		this.context.withPropertyValues("logfire.rate-limit=" + text)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("LOGFIRE_RATE_LIMIT is 'plan', 'none', or limits like 5/1m,100/1h"));
	}

	private static String[] limits(CallLimits limits) {
		BucketConfiguration bucket = limits.bucket();
		assertThat(bucket).isNotNull();
		return Arrays.stream(bucket.getBandwidths())
			.map((limit) -> limit.getCapacity() + " in " + Duration.ofNanos(limit.getRefillPeriodNanos()))
			.toArray(String[]::new);
	}

	@EnableConfigurationProperties(ResilienceProperties.class)
	static class Properties {

	}

}
