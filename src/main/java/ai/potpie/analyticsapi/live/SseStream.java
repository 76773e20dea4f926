package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.security.access.Admission;
import ai.potpie.analyticsapi.web.connection.BareConnection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A stream of server-sent events. It writes when the client's connection has room, and so
 * takes no thread: Spring's {@code SseEmitter} would hold one for each client that does
 * not read, and a whole request for each that does.
 */
final class SseStream implements LiveStream, BareConnection.Owner {

	private static final String MEDIA_TYPE = "text/event-stream;charset=UTF-8";

	private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);

	private final LiveStreams streams;

	private final Admission admission;

	private final String event;

	private final Watch watch;

	private final Instant opened;

	private final UnsentMessages<byte[]> unsent = new UnsentMessages<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	/** Whether no event comes after those that are unsent. */
	private volatile boolean complete;

	/** How often somebody has asked to write since nobody did. */
	private final AtomicInteger writers = new AtomicInteger();

	private Instant heartbeat;

	private volatile @Nullable BareConnection connection;

	/**
	 * Creates a stream that has not begun.
	 * @param event the name of its events
	 */
	SseStream(LiveStreams streams, Admission admission, String event, MirroredAnswer answer, Instant now) {
		this.streams = streams;
		this.admission = admission;
		this.event = event;
		this.watch = new Watch(this, event, answer);
		this.opened = now;
		this.heartbeat = now.plus(BETWEEN_HEARTBEATS);
		send("retry", SseEvent.RETRY);
	}

	static void writeHeaders(HttpServletResponse response) {
		response.setContentType(MEDIA_TYPE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		// For nginx, which would collect what is sent
		response.setHeader("X-Accel-Buffering", "no");
	}

	/** Begins to write. */
	void begin(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
		writeHeaders(response);
		BareConnection begun = BareConnection.after(request, response);
		this.connection = begun;
		begun.tell(this);
	}

	Watch watch() {
		return this.watch;
	}

	@Override
	public Admission admission() {
		return this.admission;
	}

	@Override
	public Instant opened() {
		return this.opened;
	}

	@Override
	public Collection<Watch> watches() {
		return List.of(this.watch);
	}

	@Override
	public boolean send(Watch watch, Snapshot snapshot) {
		return send("snapshot", SseEvent.snapshot(this.event, snapshot));
	}

	@Override
	public void send(Watch watch, LiveStatus status) {
		send("status", SseEvent.status(status));
	}

	@Override
	public void fail(Watch watch, byte[] problem) {
		send("problem", SseEvent.problem(problem));
		end(EndReason.PROBLEM);
	}

	@Override
	public void beat(Instant now) {
		if (!this.heartbeat.isAfter(now)) {
			this.heartbeat = now.plus(BETWEEN_HEARTBEATS);
			send("heartbeat", SseEvent.HEARTBEAT);
		}
	}

	@Override
	public void end(EndReason reason) {
		if (this.ended.compareAndSet(false, true)) {
			this.unsent.put("end", SseEvent.end(reason));
			this.complete = true;
			this.streams.closed(this, reason);
			writeWhatFits();
		}
	}

	private boolean send(String kind, byte[] event) {
		if (this.ended.get()) {
			return false;
		}
		boolean replaced = this.unsent.put(kind, event);
		writeWhatFits();
		return replaced;
	}

	@Override
	public void writable() {
		writeWhatFits();
	}

	/**
	 * Lets one thread write for all, because Tomcat's hold a lock when they come here.
	 */
	private void writeWhatFits() {
		if (this.writers.getAndIncrement() == 0) {
			int asked = 1;
			while (asked > 0) {
				writeNow();
				asked = this.writers.addAndGet(-asked);
			}
		}
	}

	private void writeNow() {
		BareConnection to = this.connection;
		try {
			while (to != null && to.isReady()) {
				byte[] next = this.unsent.next();
				if (next == null) {
					closeIfEnded(to);
					return;
				}
				to.write(next);
			}
		}
		catch (IOException ex) {
			closed(ex);
			to.close();
		}
	}

	private void closeIfEnded(BareConnection to) {
		if (this.complete && this.unsent.isEmpty()) {
			this.connection = null;
			to.close();
		}
	}

	@Override
	public void closed(@Nullable IOException failure) {
		this.connection = null;
		if (this.ended.compareAndSet(false, true)) {
			this.streams.closed(this,
					(failure instanceof SocketTimeoutException) ? EndReason.SLOW_CONSUMER : EndReason.GONE);
		}
	}

}
