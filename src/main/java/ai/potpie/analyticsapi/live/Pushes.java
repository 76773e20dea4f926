package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Recency;
import ai.potpie.analyticsapi.history.WatchedFeed;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.access.AccessDeniedException;

/**
 * Asks for answers that are watched, and sends those that have changed.
 */
class Pushes {

	private static final Logger logger = LoggerFactory.getLogger(Pushes.class);

	/** As many snapshots are known when their clients come back. */
	private static final int KNOWN = 10_000;

	private static final Duration A_MOMENT = Duration.ofSeconds(1);

	private final Mirror mirror;

	private final StreamAccess access;

	private final WatchedFeed feed;

	private final Executor executor;

	private final LiveMetrics metrics;

	private final Clock clock;

	/** The content of snapshots, by their {@code ETag}. */
	private final Cache<String, String> known = Caffeine.newBuilder()
		.maximumSize(KNOWN)
		.expireAfterWrite(Duration.ofMinutes(30))
		.executor(Runnable::run)
		.build();

	Pushes(Mirror mirror, StreamAccess access, WatchedFeed feed, Executor executor, LiveMetrics metrics, Clock clock) {
		this.mirror = mirror;
		this.access = access;
		this.feed = feed;
		this.executor = executor;
		this.metrics = metrics;
		this.clock = clock;
	}

	/**
	 * Sends the first answer, unless the client has it.
	 * @param etag of the last answer that the client got; null if it got none
	 * @return whether it was sent
	 * @throws LogfireException if there is no answer
	 */
	boolean first(Watch watch, @Nullable String etag) {
		String content = (etag != null) ? this.known.getIfPresent(etag) : null;
		if (content != null) {
			watch.update(content);
		}
		return sendIfNew(watch, etag, this.feed.asOf());
	}

	/** Asks soon, because there are new facts. */
	void newFacts(Watch watch) {
		watch.setFacts(this.feed.asOf());
		later(watch);
	}

	/** Asks soon; once for all calls until then. */
	void later(Watch watch) {
		if (watch.enterQueue()) {
			this.executor.execute(() -> push(watch));
		}
	}

	private void push(Watch watch) {
		watch.leaveQueue();
		LiveStream stream = watch.stream();
		try {
			if (!this.access.isValid(stream.admission())) {
				stream.end(EndReason.TOKEN_EXPIRED);
				return;
			}
			this.access.requireReadable(watch.answer().path(), stream.admission().caller());
			sendIfNew(watch, null, watch.facts());
		}
		catch (AccessDeniedException ex) {
			stream.end(EndReason.NOT_YOURS);
		}
		catch (LogfireException ex) {
			if (isFinal(ex.reason())) {
				fail(watch, ex);
			}
			else {
				watch.setWaiting(true);
			}
		}
		catch (RuntimeException ex) {
			fail(watch, ex);
		}
	}

	/**
	 * Sends the answer of now, unless the client has it.
	 * @param etag of an answer that the client has, whoever sent it
	 * @param moment up to which the answer has all facts, so that those who watch the
	 * same share it
	 */
	private boolean sendIfNew(Watch watch, @Nullable String etag, Instant moment) {
		synchronized (watch) {
			// Before it is made, or facts that change meanwhile would be missed
			watch.setWaiting(false);
			Answer<?> answer = Recency.atLeast(moment, () -> watch.answer().reply().now());
			if (lacksFacts(answer, watch)) {
				watch.setWaiting(true);
			}
			Snapshot snapshot = Snapshot.of(answer);
			if (!watch.update(snapshot.content())) {
				return false;
			}
			this.known.put(snapshot.etag(), snapshot.content());
			if (snapshot.etag().equals(etag)) {
				return false;
			}
			boolean conflated = watch.stream().send(watch, snapshot);
			this.metrics.sent(this.feed.asOf(), conflated);
			return true;
		}
	}

	/**
	 * Where the history does not cover a window, Logfire's answer may be stored and old.
	 */
	private boolean lacksFacts(Answer<?> answer, Watch watch) {
		Duration since = Duration.between(watch.facts(), this.clock.instant());
		return answer.cache().age().compareTo(since.plus(A_MOMENT)) > 0;
	}

	/** Whether asking again has the same result. */
	private static boolean isFinal(Reason reason) {
		return switch (reason) {
			case REJECTED, TOO_LARGE, TRUNCATED -> true;
			default -> false;
		};
	}

	private void fail(Watch watch, RuntimeException failure) {
		logger.debug("A watched answer failed", failure);
		watch.stream().fail(watch, this.mirror.problem(watch.answer().path(), failure));
	}

}
