package ai.potpie.analyticsapi.live;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client: of each kind of message only the newest.
 *
 * @param <T> a message
 */
final class UnsentMessages<T> {

	private final Map<String, T> waiting = new LinkedHashMap<>();

	/**
	 * Adds a message.
	 * @return whether it replaces one that was not sent
	 */
	synchronized boolean put(String kind, T message) {
		return this.waiting.put(kind, message) != null;
	}

	/** Takes the next message; null if there is none. */
	synchronized @Nullable T next() {
		var messages = this.waiting.entrySet().iterator();
		if (!messages.hasNext()) {
			return null;
		}
		T message = messages.next().getValue();
		messages.remove();
		return message;
	}

	synchronized boolean isEmpty() {
		return this.waiting.isEmpty();
	}

}
