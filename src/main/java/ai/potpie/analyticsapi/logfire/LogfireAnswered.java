package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Published when the first row of a streamed answer arrives, on the thread that asked:
 * its headers leave before there is a result that could carry the time. The load of a
 * stored answer has a thread of its own, and its result carries the time to all who wait.
 *
 * @param took the time since the query was sent
 */
public record LogfireAnswered(Duration took) {
}
