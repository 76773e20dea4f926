package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.net.Socket;

/**
 * What a call gets.
 *
 * @param name for tables
 * @param good whether it is a whole answer
 * @param sender sends it
 */
public record LogfireReply(String name, boolean good, Sender sender) {

	public static LogfireReply bad(String name, Sender sender) {
		return new LogfireReply(name, false, sender);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** Sends, or does not. */
	@FunctionalInterface
	public interface Sender {

		/**
		 * Sends.
		 * @param sending has to be run before the first byte that may end the call
		 */
		void send(ScriptedCall call, Socket socket, Runnable sending) throws IOException, InterruptedException;

	}

}
