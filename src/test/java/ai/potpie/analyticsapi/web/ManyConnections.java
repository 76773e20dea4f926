package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections of one address of this machine, which say the same and then wait.
 */
final class ManyConnections implements AutoCloseable {

	private final List<SocketChannel> open = new ArrayList<>();

	private final String address;

	private final int port;

	ManyConnections(String address, int port) {
		this.address = address;
		this.port = port;
	}

	void open(int count, String saying) throws IOException {
		for (int i = 0; i < count; i++) {
			SocketChannel channel = SocketChannel.open();
			channel.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
			channel.bind(new InetSocketAddress(this.address, 0));
			channel.connect(new InetSocketAddress("127.0.0.1", this.port));
			channel.configureBlocking(false);
			this.open.add(channel);
			say(channel, saying);
		}
	}

	void say(String text) {
		this.open.forEach((channel) -> say(channel, text));
	}

	private static void say(SocketChannel channel, String text) {
		try {
			channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (IOException ex) {
			// The other side has hung up, which the next look at it finds
		}
	}

	/** How many the other side has not closed. */
	int stillOpen() {
		this.open.removeIf(ManyConnections::isClosed);
		return this.open.size();
	}

	private static boolean isClosed(SocketChannel channel) {
		try {
			ByteBuffer bytes = ByteBuffer.allocate(8192);
			int read = 1;
			while (read > 0) {
				read = channel.read(bytes.clear());
			}
			if (read < 0) {
				channel.close();
			}
			return read < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		for (SocketChannel channel : this.open) {
			channel.close();
		}
	}

}
