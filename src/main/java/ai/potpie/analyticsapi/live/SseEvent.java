package ai.potpie.analyticsapi.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes the events of a stream as the WHATWG defines them.
 */
final class SseEvent {

	/** How long a client waits before it connects again, in milliseconds. */
	static final byte[] RETRY = text("retry: 5000\n\n");

	static final byte[] HEARTBEAT = text(": heartbeat\n\n");

	private static final int SHORTEST_RETRY = 1_000;

	private static final int LONGEST_RETRY = 10_000;

	private SseEvent() {
	}

	/** An answer, whose body has no line break. */
	static byte[] snapshot(String event, Snapshot snapshot) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(snapshot.body().length + 100);
		bytes.writeBytes(text("id: " + snapshot.etag() + "\nevent: " + event + "\ndata: "));
		bytes.writeBytes(snapshot.body());
		bytes.writeBytes(text("\n\n"));
		return bytes.toByteArray();
	}

	static byte[] status(LiveStatus status) {
		return text("event: status\ndata: {" + status.json() + "}\n\n");
	}

	static byte[] problem(byte[] problem) {
		return text("event: problem\ndata: " + new String(problem, StandardCharsets.UTF_8) + "\n\n");
	}

	/** The end, after which not all clients of a service that stops come back at once. */
	static byte[] end(EndReason reason) {
		String retry = (reason != EndReason.SHUTDOWN) ? ""
				: "retry: " + ThreadLocalRandom.current().nextInt(SHORTEST_RETRY, LONGEST_RETRY) + "\n";
		return text(retry + "event: end\ndata: {\"reason\":\"" + reason.label() + "\"}\n\n");
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
