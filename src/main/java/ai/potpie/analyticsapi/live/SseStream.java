package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import ai.potpie.analyticsapi.security.access.Admission;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A stream of server-sent events. It writes when the client's connection has room, and so
 * takes no thread: Spring's {@code SseEmitter} would hold one for each client that does
 * not read. Tomcat ends a connection that has no room for too long.
 */
final class SseStream implements LiveStream, WriteListener {

	static final String MEDIA_TYPE = "text/event-stream;charset=UTF-8";

	private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);

	private final LiveStreams streams;

	private final Admission admission;

	private final String event;

	private final Watch watch;

	private final Instant opened;

	private final Outbox<byte[]> outbox = new Outbox<>();

	private Instant heartbeat;

	private boolean inHeartbeat;

	private boolean ending;

	private boolean unflushed;

	private @Nullable AsyncContext async;

	private @Nullable ServletOutputStream output;

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
	synchronized void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
		writeHeaders(response);
		AsyncContext begun = request.startAsync();
		begun.setTimeout(0);
		this.async = begun;
		this.output = response.getOutputStream();
		this.output.setWriteListener(this);
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
		if (this.inHeartbeat) {
			this.inHeartbeat = false;
			send("heartbeat end", SseEvent.HEARTBEAT_END);
		}
		else if (!this.heartbeat.isAfter(now)) {
			this.inHeartbeat = true;
			this.heartbeat = now.plus(BETWEEN_HEARTBEATS);
			send("heartbeat", SseEvent.HEARTBEAT);
		}
	}

	@Override
	public synchronized void end(EndReason reason) {
		if (!this.ending) {
			this.outbox.put("end", SseEvent.end(reason));
			this.ending = true;
			this.streams.closed(this, reason);
			writeWhatFits();
		}
	}

	private synchronized boolean send(String kind, byte[] event) {
		if (this.ending) {
			return false;
		}
		boolean replaced = this.outbox.put(kind, event);
		writeWhatFits();
		return replaced;
	}

	@Override
	public void onWritePossible() {
		writeWhatFits();
	}

	private synchronized void writeWhatFits() {
		ServletOutputStream to = this.output;
		try {
			while (to != null && to.isReady()) {
				byte[] next = this.outbox.next();
				if (next != null) {
					to.write(next);
					this.unflushed = true;
				}
				else if (this.unflushed) {
					this.unflushed = false;
					to.flush();
				}
				else {
					completeIfEnding();
					return;
				}
			}
		}
		catch (IOException | IllegalStateException ex) {
			onError(ex);
		}
	}

	private void completeIfEnding() {
		if (this.ending) {
			complete();
		}
	}

	private void complete() {
		AsyncContext begun = this.async;
		this.output = null;
		this.async = null;
		try {
			if (begun != null) {
				begun.complete();
			}
		}
		catch (IllegalStateException ex) {
			// Tomcat has ended the request itself
		}
	}

	/** The client is gone, or its connection had no room for too long. */
	@Override
	public synchronized void onError(Throwable failure) {
		this.ending = true;
		this.streams.closed(this,
				(failure instanceof SocketTimeoutException) ? EndReason.SLOW_CONSUMER : EndReason.GONE);
		complete();
	}

}
