package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

/**
 * Logfire answered a query of the request at hand.
 *
 * @param took from asking to the end of the answer
 */
public record LogfireAnswered(Duration took) {
}
