package ai.potpie.analyticsapi.history;

import java.time.Instant;
import java.util.Set;

/**
 * Published by each replica when it sees that the feed has stored new facts.
 *
 * @param users the users with new facts
 * @param asOf the moment up to which the store has everything that Logfire had, in UTC
 */
public record FactsArrived(Set<String> users, Instant asOf) {

	public FactsArrived {
		users = Set.copyOf(users);
	}

}
