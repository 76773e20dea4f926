package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Published on the asking thread when the first row of a streamed answer is here.
 *
 * @param took from sending the query
 */
public record LogfireAnswered(Duration took) {
}
