package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Reads an answer a few kilobytes at a time, so that the other side can not send the
 * rest.
 */
final class SlowReader implements AutoCloseable {

	private final Socket socket = new Socket();

	private final StringBuilder read = new StringBuilder();

	SlowReader(int port, String request) throws IOException {
		this.socket.setReceiveBufferSize(64 * 1024);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.socket.setSoTimeout(30_000);
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		readSome();
	}

	/** The head, and what else came first. */
	String read() {
		return this.read.toString();
	}

	/** Returns nothing, as a {@code Callable}. */
	Void readSlowlyWhile(BooleanSupplier condition) throws IOException, InterruptedException {
		return readSteadily(Duration.ofMillis(50), condition);
	}

	/** The same, at 30 KB after each pause at most. */
	Void readSteadily(Duration pause, BooleanSupplier condition) throws IOException, InterruptedException {
		while (condition.getAsBoolean() && readSome()) {
			Thread.sleep(pause.toMillis());
		}
		return null;
	}

	/** All that was still on its way, however the connection ended. */
	String readRest() throws IOException {
		this.read.append(new String(RawHttp.readAll(this.socket.getInputStream()), StandardCharsets.ISO_8859_1));
		return read();
	}

	private boolean readSome() throws IOException {
		byte[] bytes = new byte[30_000];
		InputStream in = this.socket.getInputStream();
		int length = in.read(bytes);
		if (length > 0) {
			this.read.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
		}
		return length > 0;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
