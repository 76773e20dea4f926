package ai.potpie.analyticsapi.analytics.counting;

import java.time.Instant;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.facts.UserSpans;

/**
 * A question about the spans of one user.
 *
 * @param <T> the answer
 */
public interface UserQuestion<T> extends PricedQuestion<T> {

	/** The spans that it is about. */
	UserSpans spans();

	@Override
	default Instant end() {
		return spans().window().end();
	}

	@Override
	default Stream<String> texts() {
		return spans().texts();
	}

}
