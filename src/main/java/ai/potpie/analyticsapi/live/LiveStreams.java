package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.history.FactsArrived;
import ai.potpie.analyticsapi.history.PastChanged;
import ai.potpie.analyticsapi.history.WatchedFeed;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * The open streams. Each is asked anew when the feed has new facts of its user, and each
 * quarter of an hour, since days begin with one in all time zones.
 */
class LiveStreams {

	private static final Logger logger = LoggerFactory.getLogger(LiveStreams.class);

	private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

	/** How often each token is checked, and each answer that failed asked again. */
	private static final int CHECKED_EACH = 5;

	private final LiveProperties limits;

	private final Pushes pushes;

	private final StreamAccess access;

	private final WatchedFeed feed;

	private final LiveMetrics metrics;

	private final ApplicationContext context;

	private final Clock clock;

	private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();

	private final Map<String, Integer> placesTaken = new HashMap<>();

	private volatile boolean stopping;

	private long seconds;

	private long quarter;

	LiveStreams(LiveProperties limits, Pushes pushes, StreamAccess access, WatchedFeed feed, LiveMetrics metrics,
			ApplicationContext context, Clock clock) {
		this.limits = limits;
		this.pushes = pushes;
		this.access = access;
		this.feed = feed;
		this.metrics = metrics;
		this.context = context;
		this.clock = clock;
		this.quarter = clock.instant().getEpochSecond() / QUARTER;
		metrics.count(this.open);
	}

	/**
	 * Takes a place for a stream, which {@link #closed} gives back.
	 * @throws NoPlaceException if there is none
	 */
	synchronized void open(LiveStream stream) {
		requireRunning();
		String name = stream.admission().name();
		int own = this.placesTaken.getOrDefault(name, 0);
		if (own >= this.limits.liveStreamsPerUser()) {
			throw NoPlaceException.ofCallersStreams(own);
		}
		if (this.open.size() >= this.limits.liveStreams()) {
			throw NoPlaceException.ofAllStreams();
		}
		this.placesTaken.put(name, own + 1);
		this.open.add(stream);
		this.feed.watch(true);
	}

	/**
	 * Requires that the service is not being stopped.
	 * @throws NoPlaceException if it is
	 */
	void requireRunning() {
		if (this.stopping) {
			throw NoPlaceException.ofAllStreams();
		}
	}

	/** Forgets a stream that has ended. */
	void closed(LiveStream stream, EndReason reason) {
		if (forget(stream)) {
			this.metrics.ended(reason);
			stream.watches().forEach((watch) -> unwatched(watch, reason));
		}
	}

	private synchronized boolean forget(LiveStream stream) {
		boolean known = this.open.remove(stream);
		if (known) {
			this.placesTaken.computeIfPresent(stream.admission().name(), (name, own) -> (own > 1) ? own - 1 : null);
			this.feed.watch(!this.open.isEmpty());
		}
		return known;
	}

	/** Records that a client watches an answer from now on. */
	void watched(Watch watch) {
		this.access.opened(watch.stream().admission().caller(), watch.answer().path(), watch.answer().user());
	}

	/** Records that a client no longer watches an answer. */
	void unwatched(Watch watch, EndReason reason) {
		this.access.ended(watch.stream().admission().caller(), watch.answer().path(), watch.answer().user(),
				reason.label());
	}

	/** When a stream ends, at the latest. */
	Instant expiry(LiveStream stream) {
		Instant oldest = stream.opened().plus(this.limits.liveMaxAge());
		Instant expiry = stream.admission().expiry();
		return (expiry != null && expiry.isBefore(oldest)) ? expiry : oldest;
	}

	/**
	 * Begins to tell a client how new the numbers are, after its first snapshot or in its
	 * place.
	 */
	void begin(Watch watch, boolean hasSnapshot) {
		if (hasSnapshot) {
			watch.beginFresh();
		}
		watch.tell(this::status);
	}

	private LiveStatus status() {
		return LiveStatus.of(this.feed, this.clock);
	}

	@EventListener
	void on(FactsArrived facts) {
		watches().filter((watch) -> isAbout(watch, facts.users())).forEach(this.pushes::newFacts);
	}

	/** Stored answers are being forgotten, so it is for the next check to ask. */
	@EventListener
	void on(PastChanged past) {
		watches().forEach((watch) -> watch.setWaiting(true));
	}

	private static boolean isAbout(Watch watch, Set<String> users) {
		String user = watch.answer().user();
		return user == null || users.contains(user);
	}

	private Stream<Watch> watches() {
		return this.open.stream().map(LiveStream::watches).flatMap(Collection::stream);
	}

	/** Does what time brings. It has to be called once a second. */
	void tick() {
		Instant now = this.clock.instant();
		this.seconds++;
		each((stream) -> tick(stream, now));
		LiveStatus status = status();
		each((stream) -> stream.watches()
			.stream()
			.filter(Watch::hasBegun)
			.forEach((watch) -> watch.tell(() -> status)));
		if (now.getEpochSecond() / QUARTER != this.quarter) {
			this.quarter = now.getEpochSecond() / QUARTER;
			watches().forEach(this.pushes::later);
		}
	}

	// Whatever happens to one, the others go on
	private void each(Consumer<LiveStream> action) {
		this.open.forEach((stream) -> {
			try {
				action.accept(stream);
			}
			catch (RuntimeException ex) {
				logger.error("A live stream failed", ex);
				closed(stream, EndReason.PROBLEM);
			}
		});
	}

	private void tick(LiveStream stream, Instant now) {
		if (!stream.opened().plus(this.limits.liveMaxAge()).isAfter(now)) {
			stream.end(EndReason.MAX_AGE);
		}
		else if (isChecked(stream) && !this.access.isValid(stream.admission())) {
			stream.end(EndReason.TOKEN_EXPIRED);
		}
		else {
			stream.beat(now);
			if (isChecked(stream)) {
				stream.watches().stream().filter(Watch::isWaiting).forEach(this.pushes::later);
			}
		}
	}

	// Not all of them at the same second
	private boolean isChecked(LiveStream stream) {
		return Math.floorMod(System.identityHashCode(stream) + this.seconds, CHECKED_EACH) == 0;
	}

	/**
	 * Ends all streams before anything else stops. A closed context's children tell of
	 * their end too.
	 */
	@EventListener
	void on(ContextClosedEvent closed) {
		if (closed.getApplicationContext() == this.context) {
			stop();
		}
	}

	private void stop() {
		synchronized (this) {
			this.stopping = true;
		}
		each((stream) -> stream.end(EndReason.SHUTDOWN));
	}

}
