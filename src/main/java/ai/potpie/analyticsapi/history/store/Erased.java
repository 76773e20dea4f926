package ai.potpie.analyticsapi.history.store;

import java.time.Instant;
import java.util.Map;

import ai.potpie.analyticsapi.digest.Sha256;

/**
 * The users whose facts were erased while Logfire still had their spans.
 *
 * @param users the moment of each user's erasure, by a digest of the id
 */
public record Erased(Map<String, Instant> users) {

	public Erased {
		users = Map.copyOf(users);
	}

	static String digest(String userId) {
		return Sha256.hex(userId);
	}

	/** Whether a span started before its user was erased. */
	boolean contains(String userId, Instant start) {
		if (this.users.isEmpty()) {
			return false;
		}
		Instant erased = this.users.get(digest(userId));
		return erased != null && start.isBefore(erased);
	}

}
