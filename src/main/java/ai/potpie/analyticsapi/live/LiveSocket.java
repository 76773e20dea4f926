package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.potpie.analyticsapi.security.access.Admission;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * A WebSocket and what its client watches. It sends one message at a time without waiting
 * for the client: Spring's decorator would hold a thread for each client that does not
 * read. Tomcat ends a connection that takes nothing of a message for too long.
 */
final class LiveSocket implements LiveStream {

	private static final Duration BETWEEN_PINGS = Duration.ofSeconds(20);

	private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

	private final LiveStreams streams;

	private final WebSocketSession session;

	private final RemoteEndpoint.Async remote;

	private final Instant opened;

	private final Map<String, Watch> watches = new ConcurrentHashMap<>();

	private final UnsentMessages<String> unsent = new UnsentMessages<>();

	private final AtomicBoolean sending = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Admission admission;

	private volatile @Nullable CloseStatus closing;

	private volatile Instant heard;

	private Instant ping;

	/**
	 * Creates a socket whose client has not yet said who it is.
	 * @param stallTimeout how long the client may take nothing of a message
	 */
	LiveSocket(LiveStreams streams, WebSocketSession session, Duration stallTimeout, Instant now) {
		this.streams = streams;
		this.session = session;
		Session connection = Objects.requireNonNull(((NativeWebSocketSession) session).getNativeSession(Session.class));
		this.remote = connection.getAsyncRemote();
		this.remote.setSendTimeout(stallTimeout.toMillis());
		this.opened = now;
		this.heard = now;
		this.ping = now.plus(BETWEEN_PINGS);
	}

	/** The address of the client. */
	String address() {
		var address = this.session.getRemoteAddress();
		return (address != null) ? address.getAddress().getHostAddress() : "";
	}

	boolean isAdmitted() {
		return this.admission != null;
	}

	void admit(Admission admission) {
		this.admission = admission;
	}

	/** Tells the client that it may subscribe. */
	void ready(Instant expiry) {
		String user = admission().caller().userId();
		String quoted = JsonMapper.shared().writeValueAsString(user);
		send("ready", "{\"type\":\"ready\",\"user_id\":%s,\"expires_at\":\"%s\"}".formatted(quoted, expiry));
	}

	@Override
	public Admission admission() {
		return Objects.requireNonNull(this.admission);
	}

	@Override
	public Instant opened() {
		return this.opened;
	}

	@Override
	public Collection<Watch> watches() {
		return this.watches.values();
	}

	/** Adds a watch, in place of the one that had its id, which is returned. */
	@Nullable Watch add(Watch watch) {
		return this.watches.put(watch.id(), watch);
	}

	@Nullable Watch remove(String id) {
		return this.watches.remove(id);
	}

	boolean watches(String id) {
		return this.watches.containsKey(id);
	}

	@Override
	public boolean send(Watch watch, Snapshot snapshot) {
		String etag = JsonMapper.shared().writeValueAsString(snapshot.etag());
		return isOurs(watch) && send("snapshot " + watch.id(), "{\"type\":\"snapshot\",\"id\":\"" + watch.id()
				+ "\",\"etag\":" + etag + ",\"body\":" + new String(snapshot.body(), StandardCharsets.UTF_8) + "}");
	}

	@Override
	public void send(Watch watch, LiveStatus status) {
		if (isOurs(watch)) {
			send("status " + watch.id(), "{\"type\":\"status\",\"id\":\"" + watch.id() + "\"," + status.json() + "}");
		}
	}

	@Override
	public void fail(Watch watch, byte[] problem) {
		if (this.watches.remove(watch.id(), watch)) {
			this.streams.unwatched(watch, EndReason.PROBLEM);
			problem(watch.id(), problem);
		}
	}

	/** Tells the client why it cannot watch an answer. */
	void problem(String id, byte[] problem) {
		send("problem " + id, "{\"type\":\"problem\",\"id\":\"" + id + "\",\"problem\":"
				+ new String(problem, StandardCharsets.UTF_8) + "}");
	}

	// The client may have unsubscribed while the answer was made
	private boolean isOurs(Watch watch) {
		return this.watches.get(watch.id()) == watch;
	}

	/** Records that the client has sent something. */
	void heard(Instant now) {
		this.heard = now;
	}

	@Override
	public void beat(Instant now) {
		if (this.heard.plus(LONGEST_SILENCE).isBefore(now)) {
			end(EndReason.GONE);
		}
		else if (!this.ping.isAfter(now) && this.sending.compareAndSet(false, true)) {
			this.ping = now.plus(BETWEEN_PINGS);
			try {
				this.session.sendMessage(new PingMessage());
				sent(true);
			}
			catch (IOException | IllegalStateException ex) {
				sent(false);
			}
		}
	}

	@Override
	public void end(EndReason reason) {
		close(reason, reason.closeStatus());
	}

	/** Ends the stream with a close status of its own, after all that waits. */
	void close(EndReason reason, CloseStatus status) {
		if (forget(reason)) {
			this.closing = status;
			sendNext();
		}
	}

	/** Records that the connection is closed. */
	void closed() {
		forget(EndReason.GONE);
	}

	private boolean forget(EndReason reason) {
		boolean first = this.ended.compareAndSet(false, true);
		if (first && isAdmitted()) {
			this.streams.closed(this, reason);
		}
		return first;
	}

	private boolean send(String kind, String message) {
		if (this.ended.get()) {
			return false;
		}
		boolean replaced = this.unsent.put(kind, message);
		sendNext();
		return replaced;
	}

	private void sendNext() {
		if (!this.sending.compareAndSet(false, true)) {
			return;
		}
		String next = this.unsent.next();
		CloseStatus status = this.closing;
		if (next != null) {
			sendNow(next);
		}
		else if (status != null) {
			close(status);
		}
		else {
			this.sending.set(false);
			if (!this.unsent.isEmpty() || this.closing != null) {
				sendNext();
			}
		}
	}

	private void sendNow(String message) {
		try {
			this.remote.sendText(message, (SendResult result) -> sent(result.isOK()));
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			sent(false);
		}
	}

	private void sent(boolean whole) {
		if (whole) {
			this.sending.set(false);
			sendNext();
		}
		else {
			forget(EndReason.SLOW_CONSUMER);
			close(EndReason.SLOW_CONSUMER.closeStatus());
		}
	}

	private void close(CloseStatus status) {
		try {
			this.session.close(status);
		}
		catch (IOException | IllegalStateException ex) {
			// It is closed already
		}
	}

}
