package ai.potpie.analyticsapi.web.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;

import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The phase of an open connection, and when it began. Tomcat holds a lock while it works
 * on a connection.
 */
final class GuardedConnection {

	private final SocketWrapperBase<?> socket;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

	private volatile long since = System.nanoTime();

	/** Initially true: on a new connection the first byte has to arrive in time too. */
	private volatile boolean withinHeader = true;

	GuardedConnection(SocketWrapperBase<?> socket) {
		this.socket = socket;
	}

	/**
	 * Enters a phase. The time of a header counts from its first byte.
	 * @return the previous phase
	 */
	Phase enter(Phase next) {
		Phase before = this.phase.getAndUpdate((current) -> (current == Phase.CLOSED) ? current : next);
		if (next == Phase.IDLE || (next == Phase.PARTIAL && !this.withinHeader)) {
			this.since = System.nanoTime();
		}
		if (next != Phase.BUSY) {
			this.withinHeader = next == Phase.PARTIAL;
		}
		return before;
	}

	boolean isPartial() {
		return this.phase.get() == Phase.PARTIAL;
	}

	boolean isWaiting() {
		return isPartial() || this.phase.get() == Phase.IDLE;
	}

	/** How long the connection has waited. */
	Duration waited() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

	String address() {
		return String.valueOf(this.socket.getRemoteAddr());
	}

	/** Closes the connection, unless the bytes that it waits for have arrived. */
	void closeIfWaiting() {
		Lock lock = this.socket.getLock();
		if (lock.tryLock()) {
			try {
				if (isWaiting()) {
					this.socket.close();
				}
			}
			finally {
				lock.unlock();
			}
		}
	}

	/** The phases of a connection. */
	enum Phase {

		/**
		 * No byte of a request has arrived since the connection was opened or since the
		 * last answer.
		 */
		IDLE,
		/** A part of a header has arrived. */
		PARTIAL,
		/** Tomcat reads bytes that have arrived, or answers a request. */
		BUSY,
		/** The connection is closed. */
		CLOSED

	}

}
