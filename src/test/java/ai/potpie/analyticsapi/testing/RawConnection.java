package ai.potpie.analyticsapi.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A connection on which bytes are sent as they are, which well-behaved clients would mend
 * or refuse to send. It is opened by the first request, and again by the next one when it
 * was closed.
 */
public final class RawConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 60_000;

	private final int port;

	private final int receiveBuffer;

	private @Nullable Socket socket;

	private InputStream in = InputStream.nullInputStream();

	public RawConnection(int port) {
		this(port, 0);
	}

	/**
	 * A connection that takes little before it is read.
	 * @param receiveBuffer bytes that the system reads ahead; 0 leaves it to the system
	 */
	public RawConnection(int port, int receiveBuffer) {
		this.port = port;
		this.receiveBuffer = receiveBuffer;
	}

	/** The text of a GET request; each header is a whole line. */
	public static String request(String target, String... headers) {
		return lines("GET " + target + " HTTP/1.1", "Host: localhost") + lines(headers) + "\r\n";
	}

	/** Text in which each line has the end that HTTP wants. */
	public static String lines(String... lines) {
		return Stream.of(lines).map((line) -> line + "\r\n").collect(Collectors.joining());
	}

	/**
	 * Sends a request on a connection of its own, and reads until the other side hangs
	 * up.
	 */
	public static RawAnswer exchange(int port, String request) {
		try (RawConnection connection = new RawConnection(port)) {
			connection.send(request);
			return new AnswerReader(new ByteArrayInputStream(connection.readRest())).readLast();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Gets a target on this connection, which is kept for the next. */
	public RawAnswer get(String target, String... headers) throws IOException {
		send(request(target, headers));
		RawAnswer answer = new AnswerReader(this.in).readNext();
		if (!answer.whole()) {
			throw new EOFException("The connection was closed within a body");
		}
		if ("close".equals(answer.header("Connection"))) {
			close();
		}
		return answer;
	}

	public void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	public void send(byte[] bytes) throws IOException {
		socket().getOutputStream().write(bytes);
	}

	/** Reads what has come, and waits if nothing has. */
	public int read(byte[] bytes) throws IOException {
		return this.in.read(bytes);
	}

	/** Reads so many bytes, or fewer at the end. */
	public byte[] read(int length) throws IOException {
		return this.in.readNBytes(length);
	}

	/**
	 * Reads until the other side hangs up. A cut connection may end in a reset: what came
	 * before it counts.
	 */
	public byte[] readRest() {
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		try {
			this.in.transferTo(rest);
		}
		catch (IOException ex) {
			return rest.toByteArray();
		}
		return rest.toByteArray();
	}

	/** The socket, for what only sockets can do. */
	public Socket socket() throws IOException {
		if (this.socket == null) {
			this.socket = open();
			this.in = new BufferedInputStream(this.socket.getInputStream());
		}
		return this.socket;
	}

	private Socket open() throws IOException {
		Socket opened = new Socket();
		opened.setTcpNoDelay(true);
		opened.setSoTimeout(TIMEOUT_MILLIS);
		if (this.receiveBuffer > 0) {
			opened.setReceiveBufferSize(this.receiveBuffer);
		}
		opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		return opened;
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
