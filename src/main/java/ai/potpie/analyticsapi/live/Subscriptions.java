package ai.potpie.analyticsapi.live;

import ai.potpie.analyticsapi.security.access.InvalidUserIdException;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import ai.potpie.analyticsapi.security.access.TooManyRequestsException;

import org.springframework.security.access.AccessDeniedException;

/**
 * What the client of a WebSocket watches.
 */
class Subscriptions {

	private static final int MAX = 10;

	private final LiveStreams streams;

	private final Pushes pushes;

	private final Mirror mirror;

	private final SubscribedPath paths;

	private final StreamAccess access;

	Subscriptions(LiveStreams streams, Pushes pushes, Mirror mirror, SubscribedPath paths, StreamAccess access) {
		this.streams = streams;
		this.pushes = pushes;
		this.mirror = mirror;
		this.paths = paths;
		this.access = access;
	}

	/**
	 * Adds an answer, in place of the one with its id. The client gets it, or a problem;
	 * a client that goes beyond what it may is sent away too.
	 */
	void add(LiveSocket socket, String id, String path) {
		try {
			this.access.count(socket.admission().caller());
			requirePlace(socket, id);
			watch(new Watch(socket, id, this.mirror.ask(this.paths.request(path), socket.admission().caller())));
		}
		catch (Exception ex) {
			socket.problem(id, this.mirror.problem(LiveAnswer.ROOT + path, ex));
			if (ex instanceof AccessDeniedException && !(ex instanceof InvalidUserIdException)) {
				socket.end(EndReason.NOT_YOURS);
			}
			else if (ex instanceof TooManyRequestsException || ex instanceof NoPlaceException) {
				socket.end(EndReason.TOO_MANY);
			}
		}
	}

	private static void requirePlace(LiveSocket socket, String id) {
		if (socket.watches().size() >= MAX && !socket.watches(id)) {
			throw NoPlaceException.ofSubscriptions(MAX);
		}
	}

	private void watch(Watch watch) {
		LiveSocket socket = (LiveSocket) watch.stream();
		Watch before = socket.add(watch);
		if (before != null) {
			this.streams.unwatched(before, EndReason.UNSUBSCRIBED);
		}
		this.streams.watched(watch);
		try {
			this.pushes.first(watch, null);
		}
		catch (RuntimeException ex) {
			remove(socket, watch.id());
			throw ex;
		}
		this.streams.begin(watch, true);
	}

	void remove(LiveSocket socket, String id) {
		Watch watch = socket.remove(id);
		if (watch != null) {
			this.streams.unwatched(watch, EndReason.UNSUBSCRIBED);
		}
	}

}
