package ai.potpie.analyticsapi.logfire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of the heap that all answers together may take while they are made: Logfire's
 * rows, and files that are being written. Whoever needs memory claims it first.
 */
public final class AnswerMemory {

	/** Room for a streamed row of 256 KB. */
	static final long STREAM = 4_194_304;

	private final long size;

	private final AtomicLong claimed = new AtomicLong();

	/**
	 * Memory that nobody has claimed.
	 * @param size how much there is, in bytes
	 */
	AnswerMemory(long size) {
		this.size = size;
	}

	/**
	 * A part of the heap.
	 * @throws IllegalArgumentException if that is none of it or all of it
	 */
	public static AnswerMemory ofHeap(int percent) {
		if (percent < 1 || percent > 90) {
			throw new IllegalArgumentException("ANALYTICS_ANSWER_MEMORY is per cent of the heap, from 1 to 90");
		}
		return new AnswerMemory(Runtime.getRuntime().maxMemory() / 100 * percent);
	}

	/** A share with nothing in it yet. */
	public MemoryShare share() {
		return new MemoryShare(this, 0);
	}

	/**
	 * A share for an answer that is sent while it is made: it keeps what most rows take
	 * until it is closed, so that what has begun can go on.
	 * @throws LogfireException if others have claimed all of it
	 */
	public MemoryShare streamShare() {
		return new MemoryShare(this, Math.min(STREAM, this.size));
	}

	long size() {
		return this.size;
	}

	/** What is claimed now, in bytes. */
	long claimed() {
		return this.claimed.get();
	}

	/** Whether so much more could be claimed, and now is. */
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
