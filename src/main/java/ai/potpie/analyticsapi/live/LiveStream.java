package ai.potpie.analyticsapi.live;

import java.time.Instant;
import java.util.Collection;

import ai.potpie.analyticsapi.security.access.Admission;

/**
 * The connection of a client that watches answers. Nothing that is sent waits for the
 * client.
 */
interface LiveStream {

	Admission admission();

	/** When the stream was opened. */
	Instant opened();

	/** What the client watches. */
	Collection<Watch> watches();

	/**
	 * Sends an answer.
	 * @return whether an older one, which was not yet sent, is left out
	 */
	boolean send(Watch watch, Snapshot snapshot);

	/** Sends how new an answer is. */
	void send(Watch watch, LiveStatus status);

	/** Sends why an answer fails; nothing follows. */
	void fail(Watch watch, byte[] problem);

	/** Shows that the connection works. It is called once a second. */
	void beat(Instant now);

	/** Ends the stream, and tells the client why. */
	void end(EndReason reason);

}
