package ai.potpie.analyticsapi.live;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a client watches.
 */
final class Watch {

	private final LiveStream stream;

	private final String id;

	private final MirroredAnswer answer;

	private final AtomicBoolean queued = new AtomicBoolean();

	private volatile boolean waiting;

	private volatile Instant facts = Instant.EPOCH;

	private @Nullable String content;

	private final Object telling = new Object();

	/** What the client knows of how new the numbers are; null before its first event. */
	private LiveStatus.@Nullable State told;

	/**
	 * Creates a watch to which nothing was sent.
	 * @param id what the client calls it
	 */
	Watch(LiveStream stream, String id, MirroredAnswer answer) {
		this.stream = stream;
		this.id = id;
		this.answer = answer;
	}

	LiveStream stream() {
		return this.stream;
	}

	String id() {
		return this.id;
	}

	MirroredAnswer answer() {
		return this.answer;
	}

	/** Whether it enters the queue for an answer, in which it was not. */
	boolean enterQueue() {
		return this.queued.compareAndSet(false, true);
	}

	void leaveQueue() {
		this.queued.set(false);
	}

	/** The moment of the newest facts about it; long past before the first. */
	Instant facts() {
		return this.facts;
	}

	void setFacts(Instant moment) {
		this.facts = moment;
	}

	/**
	 * Whether the last question failed or had an old answer, and is to be asked again.
	 */
	boolean isWaiting() {
		return this.waiting;
	}

	void setWaiting(boolean waiting) {
		this.waiting = waiting;
	}

	/** Whether the client has had its first event. */
	boolean hasBegun() {
		synchronized (this.telling) {
			return this.told != null;
		}
	}

	/** Records that the client has a snapshot, which is taken for fresh. */
	void beginFresh() {
		synchronized (this.telling) {
			this.told = LiveStatus.State.FRESH;
		}
	}

	/** Tells the client how new the numbers are, unless it knows. */
	void tell(Supplier<LiveStatus> current) {
		synchronized (this.telling) {
			LiveStatus status = current.get();
			if (status.state() != this.told) {
				this.told = status.state();
				this.stream.send(this, status);
			}
		}
	}

	/**
	 * Records what the client has.
	 * @return whether that is new to the client
	 */
	boolean update(String content) {
		boolean isNew = !content.equals(this.content);
		this.content = content;
		return isNew;
	}

}
