package ai.potpie.analyticsapi.cache;

import java.time.Instant;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Requires that answers of the history hold all facts up to a moment. A stored answer may
 * be served for longer, but a push is there to show the newest facts.
 */
public final class Recency {

	private static final ThreadLocal<@Nullable Instant> REQUIRED = new ThreadLocal<>();

	private Recency() {
	}

	/** Answers with all facts up to a moment, as far as the history has them. */
	public static <T> T atLeast(Instant moment, Supplier<T> answer) {
		REQUIRED.set(moment);
		try {
			return answer.get();
		}
		finally {
			REQUIRED.remove();
		}
	}

	/** The moment that this thread requires; null if any answer will do. */
	static @Nullable Instant required() {
		return REQUIRED.get();
	}

}
