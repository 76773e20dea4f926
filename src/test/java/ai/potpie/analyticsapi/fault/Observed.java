package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One request of a client's, and what came of it.
 *
 * @param caller who asked
 * @param user whose data was asked for
 * @param query what was asked for; the same in every form
 * @param form in which form
 * @param asked when, by the clock of the service
 * @param answered when
 * @param took how long, by a clock that goes as others do
 * @param age in seconds
 */
record Observed(String caller, String user, String query, String form, Instant asked, Instant answered, Duration took,
		int status, String cacheStatus, @Nullable Long age, @Nullable String etag, String body) {

	static final String EVERYONE = "everyone";

	private static final Pattern AS_OF = Pattern.compile("\"as_of\":\"([^\"]+)\"");

	private static final Pattern TTL = Pattern.compile("ttl=(-?[0-9]+)");

	boolean isForeign() {
		return !this.caller.equals(this.user) && !this.caller.equals(EVERYONE);
	}

	boolean isAnswer() {
		return this.status == 200;
	}

	boolean isHit() {
		return this.cacheStatus.startsWith("hit");
	}

	boolean isStale() {
		return this.cacheStatus.endsWith("detail=stale");
	}

	Instant asOf() {
		Matcher asOf = AS_OF.matcher(this.body);
		return asOf.find() ? Instant.parse(asOf.group(1)) : Instant.MIN;
	}

	long ttl() {
		Matcher ttl = TTL.matcher(this.cacheStatus);
		return ttl.find() ? Long.parseLong(ttl.group(1)) : Long.MIN_VALUE;
	}

	/** How old it was when it was asked for. */
	Duration ageWhenAsked() {
		return Duration.between(asOf(), this.asked);
	}

}
