package ai.potpie.analyticsapi.logfire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * Converts Logfire's statuses other than 200 into failures.
 */
final class LogfireStatus {

	private LogfireStatus() {
	}

	static LogfireException failure(HttpStatusCode status, HttpHeaders headers) {
		Duration retryAfter = retryAfter(headers);
		return new LogfireException(reason(status.value(), retryAfter),
				"Logfire answered with status " + status.value(), retryAfter, null);
	}

	private static Reason reason(int status, @Nullable Duration retryAfter) {
		return switch (status) {
			case 401, 403 -> Reason.UNAUTHORIZED;
			case 402 -> Reason.QUOTA_EXHAUSTED;
			case 408 -> Reason.FAILED;
			// Without Retry-After the cause is the spent quota of the billing cycle, and
			// not the rate.
			case 429 -> (retryAfter != null) ? Reason.RATE_LIMITED : Reason.QUOTA_EXHAUSTED;
			case 503 -> (retryAfter != null) ? Reason.UNAVAILABLE : Reason.FAILED;
			default -> (status >= 400 && status < 500) ? Reason.REJECTED : Reason.FAILED;
		};
	}

	/** Reads Retry-After, which is in seconds or an HTTP date; null for anything else. */
	private static @Nullable Duration retryAfter(HttpHeaders headers) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		if (value.matches("[0-9]{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		return untilDate(value);
	}

	private static @Nullable Duration untilDate(String value) {
		try {
			Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			Duration wait = Duration.between(Clock.systemUTC().instant(), date);
			return wait.isNegative() ? Duration.ZERO : wait;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
