package ai.potpie.analyticsapi.web.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;

import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * What an open connection waits for, and since when. Tomcat holds a lock while it works
 * for a connection.
 */
final class GuardedConnection {

	private final SocketWrapperBase<?> socket;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

	private volatile long since = System.nanoTime();

	/** Of a new connection, its first byte too has to come in time. */
	private volatile boolean withinHeader = true;

	GuardedConnection(SocketWrapperBase<?> socket) {
		this.socket = socket;
	}

	/**
	 * Enters a phase. What a header takes is counted from its first byte.
	 * @return the phase before
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

	/** For how long it waits. */
	Duration waited() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

	String address() {
		return String.valueOf(this.socket.getRemoteAddr());
	}

	/** Closes it, unless something has come for which it waits. */
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

	/** What a connection can be in. */
	enum Phase {

		/**
		 * Nothing of a request has come since it was opened, or since the last answer.
		 */
		IDLE,
		/** A part of a header has come. */
		PARTIAL,
		/** Something that has come is looked at, or answered. */
		BUSY,
		/** It is no more. */
		CLOSED

	}

}
