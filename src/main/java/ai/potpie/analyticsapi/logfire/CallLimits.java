package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * The rate limits of calls to Logfire, for all replicas that share a read token.
 *
 * @param isOfPlan whether the plan in the read token's info decides
 * @param bucket the limits; null for no limit
 */
record CallLimits(boolean isOfPlan, @Nullable BucketConfiguration bucket) {

	private static final Pattern LIMIT = Pattern.compile("([1-9][0-9]{0,8})/([0-9]+[a-z]{1,2})");

	// https://logfire.pydantic.dev/docs/how-to-guides/query-api/: Personal is the only
	// plan with a rate of its own
	private static final CallLimits PERSONAL = CallLimits.of("5/1m,100/1h");

	/**
	 * Parses the setting {@code LOGFIRE_RATE_LIMIT}.
	 * @param text {@code plan}, {@code none}, or limits like {@code 5/1m,100/1h}
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static CallLimits of(String text) {
		return switch (text.trim()) {
			case "plan" -> new CallLimits(true, null);
			case "none" -> new CallLimits(false, null);
			default -> new CallLimits(false, limits(text));
		};
	}

	/** The limits of a plan, by its name in the read token's info. */
	static CallLimits ofPlan(@Nullable String plan) {
		String name = String.valueOf(plan).toLowerCase(Locale.ROOT);
		return (name.contains("personal") || name.contains("free")) ? PERSONAL : CallLimits.of("none");
	}

	/** The limits of a share of the calls; null for no limit. */
	@Nullable BucketConfiguration bucket(double share) {
		if (this.bucket == null) {
			return null;
		}
		ConfigurationBuilder limits = BucketConfiguration.builder();
		for (Bandwidth limit : this.bucket.getBandwidths()) {
			long calls = Math.max(1, (long) (limit.getCapacity() * share));
			limits.addLimit(bandwidth(calls, Duration.ofNanos(limit.getRefillPeriodNanos())));
		}
		return limits.build();
	}

	private static BucketConfiguration limits(String text) {
		try {
			ConfigurationBuilder limits = BucketConfiguration.builder();
			for (String part : text.split(",", -1)) {
				limits.addLimit(limit(part.trim()));
			}
			return limits.build();
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new IllegalArgumentException(
					"LOGFIRE_RATE_LIMIT is 'plan', 'none', or limits like 5/1m,100/1h: calls/time");
		}
	}

	private static Bandwidth limit(String text) {
		Matcher limit = LIMIT.matcher(text);
		if (!limit.matches()) {
			throw new IllegalArgumentException(text);
		}
		long calls = Long.parseLong(limit.group(1));
		Duration time = DurationStyle.detectAndParse(limit.group(2));
		return bandwidth(calls, time);
	}

	private static Bandwidth bandwidth(long calls, Duration time) {
		return Bandwidth.builder().capacity(calls).refillGreedy(calls, time).build();
	}

}
