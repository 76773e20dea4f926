package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import ai.potpie.analyticsapi.testing.RawConnection;

/**
 * Reads an answer a few kilobytes at a time, so that the other side can not send the
 * rest.
 */
final class SlowReader implements AutoCloseable {

	private final RawConnection connection;

	private final StringBuilder read = new StringBuilder();

	SlowReader(int port, String request) throws IOException {
		this.connection = new RawConnection(port, 64 * 1024);
		this.connection.send(request);
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
	String readRest() {
		this.read.append(new String(this.connection.readRest(), StandardCharsets.ISO_8859_1));
		return read();
	}

	private boolean readSome() throws IOException {
		byte[] bytes = new byte[30_000];
		int length = this.connection.read(bytes);
		if (length > 0) {
			this.read.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
		}
		return length > 0;
	}

	@Override
	public void close() throws IOException {
		this.connection.close();
	}

}
