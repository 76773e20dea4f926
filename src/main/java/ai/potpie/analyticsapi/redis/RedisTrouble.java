package ai.potpie.analyticsapi.redis;

import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;

import org.springframework.core.NestedExceptionUtils;

/**
 * Classifies failures of Redis.
 */
final class RedisTrouble {

	private static final Pattern CODE = Pattern.compile("^[A-Z]+\\b");

	private RedisTrouble() {
	}

	/** Redis works, but a value has the wrong type. */
	static boolean isOfValue(Throwable failure) {
		return "WRONGTYPE".equals(name(failure));
	}

	/** Redis answers, but refuses the command. */
	static boolean isRefusal(Throwable failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof RedisCommandExecutionException;
	}

	/** Redis did not answer in time, or is suspended. */
	static boolean isOfRedis(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof RedisException || cause instanceof TimeoutException
					|| cause instanceof io.github.bucket4j.TimeoutException) {
				return true;
			}
		}
		return false;
	}

	/** The failure in a word of Redis or Java, without the rest of the message. */
	static String name(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
		if (cause instanceof RedisCommandExecutionException && code.find()) {
			return code.group();
		}
		return (cause instanceof TimeoutException) ? "no answer in time" : cause.getClass().getSimpleName();
	}

}
