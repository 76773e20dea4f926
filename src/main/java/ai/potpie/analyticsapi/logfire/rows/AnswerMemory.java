package ai.potpie.analyticsapi.logfire.rows;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of the heap that all answers together may take while they are computed:
 * Logfire's rows, and files that are being written. Code claims memory before it uses it.
 */
public final class AnswerMemory {

	/** The memory of a stream in bytes, enough for a row of 256 KB. */
	static final long STREAM = 4_194_304;

	private final long size;

	private final AtomicLong claimed = new AtomicLong();

	/**
	 * Creates memory of which nothing is claimed.
	 * @param size the amount in bytes
	 */
	public AnswerMemory(long size) {
		this.size = size;
	}

	/**
	 * A part of the heap.
	 * @param percent the part in per cent
	 * @throws IllegalArgumentException if the part is not from 1 to 90 per cent
	 */
	public static AnswerMemory ofHeap(int percent) {
		if (percent < 1 || percent > 90) {
			throw new IllegalArgumentException("ANALYTICS_ANSWER_MEMORY is per cent of the heap, from 1 to 90");
		}
		return new AnswerMemory(Runtime.getRuntime().maxMemory() / 100 * percent);
	}

	/** Creates an empty share. */
	public MemoryShare share() {
		return new MemoryShare(this, 0);
	}

	/**
	 * Creates a share for a streamed answer. Until it is closed it keeps enough memory
	 * for most rows, so that a stream that has begun can go on.
	 * @throws LogfireException if other answers have claimed the memory
	 */
	public MemoryShare streamShare() {
		return new MemoryShare(this, Math.min(STREAM, this.size));
	}

	long size() {
		return this.size;
	}

	/** The memory that is claimed now, in bytes. */
	public long claimed() {
		return this.claimed.get();
	}

	/** Claims memory; returns false if too little is left. */
	boolean claim(long bytes) {
		long before = this.claimed.getAndUpdate((now) -> fits(now, bytes) ? now + bytes : now);
		return fits(before, bytes);
	}

	void release(long bytes) {
		this.claimed.addAndGet(-bytes);
	}

	private boolean fits(long now, long bytes) {
		return bytes <= this.size - now;
	}

}
