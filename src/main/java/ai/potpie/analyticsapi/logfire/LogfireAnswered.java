package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Published when the first row of a streamed answer arrives, on the thread that asked.
 *
 * @param took the time since the query was sent
 */
public record LogfireAnswered(Duration took) {
}
