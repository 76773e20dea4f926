package ai.potpie.analyticsapi.history;

import java.time.Instant;

/**
 * Published by each replica when it sees that facts have changed that were final before:
 * a user was erased, or days were read again.
 *
 * @param asOf the moment up to which the store has everything that Logfire had, in UTC
 */
public record PastChanged(Instant asOf) {
}
