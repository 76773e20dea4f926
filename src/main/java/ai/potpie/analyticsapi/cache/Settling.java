package ai.potpie.analyticsapi.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * When numbers no longer change: a span arrives when it ends, under the time at which it
 * started, and Logfire takes it in up to 24 hours late.
 *
 * @param time how long after a moment spans that started before it may still arrive
 */
public record Settling(Duration time) {

	/** Whether no more spans of the time until then can arrive. */
	public boolean isOver(Instant end, Instant now) {
		return !end.plus(this.time).isAfter(now);
	}

}
