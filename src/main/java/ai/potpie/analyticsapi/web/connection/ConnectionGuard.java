package ai.potpie.analyticsapi.web.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.web.connection.GuardedConnection.Phase;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Tomcat's sockets and its request parsers, and closes connections that
 * would crowd out others. A header has to arrive completely within a time, however
 * steadily it drips. If there are too many partial headers or too many connections, the
 * guard closes some of them: first those of the address that has most, and of these the
 * ones that have waited longest. A client that sends its request at once is not affected.
 * <p>
 * A partial header occupies Tomcat's buffers for the largest request and answer, some 80
 * KB; an idle connection occupies 17 KB.
 */
class ConnectionGuard implements Handler<NioChannel> {

	private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

	/**
	 * The guard closes a tenth of the allowed number at once, because the search for them
	 * takes a while.
	 */
	private static final int AT_ONCE = 10;

	private final Handler<NioChannel> handler;

	private final NioEndpoint endpoint;

	private final ConnectionProperties limits;

	private final Map<SocketWrapperBase<NioChannel>, GuardedConnection> connections = new ConcurrentHashMap<>();

	private final AtomicInteger partial = new AtomicInteger();

	private volatile long warned = System.nanoTime() - BETWEEN_WARNINGS.toNanos();

	ConnectionGuard(Handler<NioChannel> handler, NioEndpoint endpoint, ConnectionProperties limits) {
		this.handler = handler;
		this.endpoint = endpoint;
		this.limits = limits;
	}

	/** Guards a new connection. The caller has to call it for each. */
	void opened(SocketWrapperBase<NioChannel> socket) {
		GuardedConnection opened = guarded(socket);
		int max = this.endpoint.getMaxConnections();
		if (max > 0 && this.connections.size() >= max) {
			warn("connections", max);
			closeSome(GuardedConnection::isWaiting, max, opened);
		}
	}

	@Override
	public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
		if (!isUpgraded(socket)) {
			socket.setReadTimeout(this.endpoint.getConnectionTimeout());
			socket.setWriteTimeout(this.limits.stallTimeout().toMillis());
		}
		GuardedConnection connection = guarded(socket);
		enter(Phase.BUSY, connection);
		SocketState state = this.handler.process(socket, event);
		Phase next = phase(state, socket);
		enter(next, connection);
		return (next == Phase.PARTIAL) ? awaitHeader(socket, connection) : state;
	}

	private static Phase phase(SocketState state, SocketWrapperBase<NioChannel> socket) {
		return switch (state) {
			case OPEN -> Phase.IDLE;
			case LONG -> (isAsync(socket) || isUpgraded(socket)) ? Phase.BUSY : Phase.PARTIAL;
			default -> Phase.BUSY;
		};
	}

	private static boolean isAsync(SocketWrapperBase<NioChannel> socket) {
		return socket.getCurrentProcessor() instanceof Processor processor && processor.isAsync();
	}

	/** Whether the connection is a stream, which has timeouts of its own. */
	private static boolean isUpgraded(SocketWrapperBase<NioChannel> socket) {
		return socket.getCurrentProcessor() instanceof Processor processor && processor.isUpgrade();
	}

	private SocketState awaitHeader(SocketWrapperBase<NioChannel> socket, GuardedConnection connection) {
		int max = this.limits.maxPartialHeaders();
		if (this.partial.get() > max) {
			warn("headers that have come in part", max);
			closeSome(GuardedConnection::isPartial, max, connection);
		}
		long left = this.limits.headerTimeout().minus(connection.waited()).toMillis();
		// Tomcat checks timeouts once a second
		socket.setReadTimeout(Math.max(1, Math.min(left, socket.getReadTimeout())));
		return (left > 0) ? SocketState.LONG : SocketState.CLOSED;
	}

	private void enter(Phase next, GuardedConnection connection) {
		Phase before = connection.enter(next);
		if (before == Phase.CLOSED) {
			return;
		}
		if (before == Phase.PARTIAL) {
			this.partial.decrementAndGet();
		}
		if (next == Phase.PARTIAL) {
			this.partial.incrementAndGet();
		}
	}

	private GuardedConnection guarded(SocketWrapperBase<NioChannel> socket) {
		GuardedConnection connection = this.connections.computeIfAbsent(socket, GuardedConnection::new);
		if (socket.isClosed()) {
			forget(socket);
		}
		return connection;
	}

	private void forget(SocketWrapperBase<NioChannel> socket) {
		GuardedConnection connection = this.connections.remove(socket);
		if (connection != null) {
			enter(Phase.CLOSED, connection);
		}
	}

	private void closeSome(Predicate<GuardedConnection> which, int max, GuardedConnection spared) {
		List<Candidate> candidates = this.connections.values()
			.stream()
			.filter(which)
			.filter((connection) -> connection != spared)
			.map(Candidate::of)
			.toList();
		Map<String, Long> byAddress = candidates.stream()
			.collect(Collectors.groupingBy(Candidate::address, Collectors.counting()));
		candidates.stream()
			.sorted(Comparator.comparing((Candidate candidate) -> byAddress.get(candidate.address()))
				.thenComparing(Candidate::waited)
				.reversed())
			.limit(Math.max(1, max / AT_ONCE))
			.forEach((candidate) -> candidate.connection().closeIfWaiting());
	}

	private void warn(String of, int max) {
		long now = System.nanoTime();
		if (now - this.warned >= BETWEEN_WARNINGS.toNanos()) {
			this.warned = now;
			log.warn("There are {} {} and more: those that have waited longest are closed", max, of);
		}
	}

	@Override
	public void release(SocketWrapperBase<NioChannel> socket) {
		forget(socket);
		this.handler.release(socket);
	}

	@Override
	public @Nullable Object getGlobal() {
		return this.handler.getGlobal();
	}

	@Override
	public void pause() {
		this.handler.pause();
	}

	@Override
	public void recycle() {
		this.handler.recycle();
	}

	/** The state of a connection at the time of the search. */
	private record Candidate(GuardedConnection connection, String address, Duration waited) {

		static Candidate of(GuardedConnection connection) {
			return new Candidate(connection, connection.address(), connection.waited());
		}

	}

}
