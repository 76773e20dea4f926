package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.net.Socket;

/**
 * What a call gets.
 *
 * @param name for tables
 * @param good whether it is a whole answer
 * @param sender sends it
 */
record Reply(String name, boolean good, Sender sender) {

	static Reply bad(String name, Sender sender) {
		return new Reply(name, false, sender);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** Sends, or does not. */
	@FunctionalInterface
	interface Sender {

		/**
		 * Sends.
		 * @param sending has to be run before the first byte that may end the call
		 */
		void send(Call call, Socket socket, Runnable sending) throws IOException, InterruptedException;

	}

}
