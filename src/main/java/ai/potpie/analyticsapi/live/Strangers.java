package ai.potpie.analyticsapi.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The sockets whose clients have not yet said who they are. They have a moment to do so,
 * and newer ones take the places of older ones.
 */
class Strangers {

	private static final int MAX = 100;

	private static final int MAX_OF_AN_ADDRESS = 20;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Set<LiveSocket> waiting = new LinkedHashSet<>();

	void add(LiveSocket socket) {
		makeRoom((other) -> other.address().equals(socket.address()), MAX_OF_AN_ADDRESS);
		makeRoom((other) -> true, MAX);
		synchronized (this) {
			this.waiting.add(socket);
		}
	}

	private void makeRoom(Predicate<LiveSocket> which, int max) {
		List<LiveSocket> found = select(which);
		Optional<LiveSocket> oldest = (found.size() >= max) ? Optional.of(found.get(0)) : Optional.empty();
		oldest.filter(this::remove).ifPresent((socket) -> socket.end(EndReason.TRY_LATER));
	}

	/** Forgets a socket; false if it was none of these. */
	synchronized boolean remove(LiveSocket socket) {
		return this.waiting.remove(socket);
	}

	/** Closes those who took too long. It has to be called once a second. */
	void tick(Instant now) {
		select((socket) -> !socket.opened().plus(PATIENCE).isAfter(now)).stream()
			.filter(this::remove)
			.forEach((socket) -> socket.end(EndReason.TOKEN_EXPIRED));
	}

	private synchronized List<LiveSocket> select(Predicate<LiveSocket> which) {
		return this.waiting.stream().filter(which).toList();
	}

}
