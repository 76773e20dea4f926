package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports on which nobody listens.
 */
public final class FreePort {

	private FreePort() {
	}

	/**
	 * Finds none of those that systems give to outgoing connections: one of them may take
	 * it before a server does, and as long as nobody listens there, a connection to it
	 * may become one to itself.
	 */
	public static int find() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
			.filter(FreePort::isFree)
			.findFirst()
			.orElseThrow();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
