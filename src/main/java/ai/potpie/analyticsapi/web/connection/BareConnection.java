package ai.potpie.analyticsapi.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Lock;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A connection on which the body of a response follows its head for as long as it takes,
 * without the request: its end is the end of the body. Tomcat holds some 130 KB for each
 * request that is under way, most of it for the largest headers, and 17 KB for such a
 * connection. Nothing waits for the client. It is public because Tomcat creates it.
 */
public final class BareConnection implements InternalHttpUpgradeHandler {

	/** How long a client may take nothing of what was written. */
	private static final Duration STALL_TIMEOUT = Duration.ofSeconds(5);

	private final ByteBuffer ignored = ByteBuffer.allocate(64);

	private volatile @Nullable SocketWrapperBase<?> socket;

	private volatile @Nullable Owner owner;

	/**
	 * Sends the head of a response, and leaves its connection to an owner.
	 * @param response has the status and the headers
	 */
	public static BareConnection after(HttpServletRequest request, HttpServletResponse response)
			throws IOException, ServletException {
		response.setHeader(HttpHeaders.CONNECTION, "close");
		response.flushBuffer();
		return request.upgrade(BareConnection.class);
	}

	/** Tells an owner from now on what happens to the connection. */
	public void tell(Owner owner) {
		this.owner = owner;
	}

	/**
	 * Whether bytes can be written now. If not, the owner is told when they can.
	 */
	public boolean isReady() {
		SocketWrapperBase<?> connection = this.socket;
		if (connection == null) {
			return false;
		}
		Lock lock = connection.getLock();
		lock.lock();
		try {
			return !connection.isClosed() && connection.isReadyForWrite();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Writes bytes, as far as the connection takes them now, and the rest later.
	 * @throws IOException if the connection is closed
	 */
	public void write(byte[] bytes) throws IOException {
		SocketWrapperBase<?> connection = Objects.requireNonNull(this.socket);
		Lock lock = connection.getLock();
		lock.lock();
		try {
			connection.write(false, bytes, 0, bytes.length);
			connection.flush(false);
		}
		finally {
			lock.unlock();
		}
	}

	/** Closes the connection. */
	public void close() {
		SocketWrapperBase<?> connection = this.socket;
		if (connection != null) {
			connection.close();
		}
	}

	@Override
	public void setSocketWrapper(SocketWrapperBase<?> socket) {
		socket.setWriteTimeout(STALL_TIMEOUT.toMillis());
		this.socket = socket;
	}

	@Override
	public void init(WebConnection connection) {
		tellWritable();
	}

	@Override
	public SocketState upgradeDispatch(SocketEvent event) {
		return switch (event) {
			case OPEN_READ -> read();
			case OPEN_WRITE -> writeRest();
			default -> tellClosed();
		};
	}

	/** Reads what no client has to send: only its end matters. */
	private SocketState read() {
		SocketWrapperBase<?> connection = Objects.requireNonNull(this.socket);
		try {
			int length = connection.read(false, this.ignored.clear());
			while (length > 0) {
				length = connection.read(false, this.ignored.clear());
			}
			return (length < 0) ? tellClosed() : SocketState.UPGRADED;
		}
		catch (IOException ex) {
			return tellClosed();
		}
	}

	/** Writes what the connection did not take before. */
	private SocketState writeRest() {
		SocketWrapperBase<?> connection = Objects.requireNonNull(this.socket);
		try {
			if (connection.flush(false)) {
				connection.registerWriteInterest();
				return SocketState.UPGRADED;
			}
			return tellWritable();
		}
		catch (IOException ex) {
			return tellClosed();
		}
	}

	private SocketState tellWritable() {
		Owner told = this.owner;
		if (told != null) {
			told.writable();
		}
		return SocketState.UPGRADED;
	}

	private SocketState tellClosed() {
		Owner told = this.owner;
		SocketWrapperBase<?> connection = this.socket;
		if (told != null) {
			told.closed((connection != null) ? connection.getError() : null);
		}
		return SocketState.CLOSED;
	}

	@Override
	public void timeoutAsync(long now) {
		// Nothing is asynchronous in the sense of the servlet API
	}

	@Override
	public void setSslSupport(SSLSupport support) {
		// Nobody asks for it
	}

	@Override
	public void pause() {
		// The owner ends its stream itself
	}

	@Override
	public void destroy() {
		// There is nothing to give back
	}

	/**
	 * Writes to the connection.
	 */
	public interface Owner {

		/** Bytes can be written. */
		void writable();

		/**
		 * The connection is closed, or about to be.
		 * @param failure why; null if the client has closed it
		 */
		void closed(@Nullable IOException failure);

	}

}
