package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Published on the asking thread when Logfire has answered a query, or for a streamed
 * answer when its first row is here.
 *
 * @param took from sending the query
 */
public record LogfireAnswered(Duration took) {
}
