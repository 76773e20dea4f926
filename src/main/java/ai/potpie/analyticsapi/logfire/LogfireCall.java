package ai.potpie.analyticsapi.logfire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call with a deadline for the whole of it, including connecting and reading the
 * body. The socket's own timeout restarts with every byte, so it would never end an
 * answer that drips.
 * <p>
 * A call whose answer was not read to its end is aborted. Closing the response instead
 * would read the rest of it first, which may be gigabytes.
 */
final class LogfireCall implements AutoCloseable {

	private static final ThreadLocal<LogfireCall> CURRENT = new ThreadLocal<>();

	private final ScheduledExecutorService timer;

	private volatile @Nullable HttpUriRequestBase request;

	private volatile boolean expired;

	private boolean complete;

	private ScheduledFuture<?> deadline;

	private LogfireCall(ScheduledExecutorService timer, Duration timeout) {
		this.timer = timer;
		this.deadline = schedule(timeout);
	}

	/** Begins a call on this thread, and binds the thread's next request to it. */
	static LogfireCall begin(ScheduledExecutorService timer, Duration timeout) {
		LogfireCall call = new LogfireCall(timer, timeout);
		CURRENT.set(call);
		return call;
	}

	/**
	 * Binds a request to this thread's call.
	 * @throws LogfireException if there is no time left for the call
	 */
	static void bind(HttpUriRequestBase request) {
		LogfireCall call = CURRENT.get();
		if (call != null) {
			call.request = request;
			if (call.expired) {
				throw timedOut();
			}
		}
	}

	/** Moves the deadline. */
	void extend(Duration timeout) {
		this.deadline.cancel(false);
		this.deadline = schedule(timeout);
	}

	/** Reads the answer, and aborts the call if the reader leaves a part unread. */
	<T> T read(Reader<T> reader) throws IOException {
		try {
			T answer = reader.read();
			this.complete = true;
			return answer;
		}
		finally {
			abortUnlessComplete();
		}
	}

	/** Converts an I/O failure of this call. */
	LogfireException failure(IOException ex) {
		if (ex instanceof ConnectionRequestTimeoutException) {
			return new LogfireException(Reason.BUSY, "Too many queries are on their way to Logfire",
					Duration.ofSeconds(1), null);
		}
		if (this.expired || ex instanceof InterruptedIOException) {
			return timedOut();
		}
		return new LogfireException(Reason.FAILED,
				"The connection to Logfire failed (%s)".formatted(ex.getClass().getSimpleName()));
	}

	/**
	 * Converts any other failure: a client that is aborted between two steps throws
	 * various exceptions.
	 */
	RuntimeException failure(RuntimeException ex) {
		return (this.expired && !(ex instanceof LogfireException)) ? timedOut() : ex;
	}

	private static LogfireException timedOut() {
		return new LogfireException(Reason.TIMED_OUT, "Logfire did not answer in time");
	}

	@Override
	public void close() {
		CURRENT.remove();
		this.deadline.cancel(false);
		abortUnlessComplete();
	}

	private void abortUnlessComplete() {
		if (!this.complete) {
			abort();
		}
	}

	private ScheduledFuture<?> schedule(Duration timeout) {
		return this.timer.schedule(this::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void expire() {
		this.expired = true;
		abort();
	}

	private void abort() {
		HttpUriRequestBase bound = this.request;
		if (bound != null) {
			bound.abort();
		}
	}

	/** Reads an answer. */
	@FunctionalInterface
	interface Reader<T> {

		T read() throws IOException;

	}

}
