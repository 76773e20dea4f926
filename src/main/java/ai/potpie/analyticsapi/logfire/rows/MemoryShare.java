package ai.potpie.analyticsapi.logfire.rows;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

/**
 * The part of the {@link AnswerMemory} that one answer has claimed. Only one thread may
 * use it.
 */
public final class MemoryShare implements AutoCloseable {

	private final AnswerMemory memory;

	private final long kept;

	private long claimed;

	private long size;

	/**
	 * Creates a share.
	 * @param kept the memory that the share keeps until it is closed, in bytes
	 * @throws LogfireException if other answers have claimed too much
	 */
	MemoryShare(AnswerMemory memory, long kept) {
		this.memory = memory;
		this.kept = kept;
		resize(0);
	}

	/** The memory in use, in bytes. */
	public long size() {
		return this.size;
	}

	/**
	 * Claims more memory.
	 * @throws LogfireException if other answers have claimed it, or if it exceeds all
	 * memory for answers
	 */
	public void claim(long bytes) {
		resize(this.size + bytes);
	}

	/**
	 * Claims more memory, or gives some back.
	 * @throws LogfireException if other answers have claimed it, or if it exceeds all
	 * memory for answers
	 */
	public void resize(long bytes) {
		own(Math.max(bytes, this.kept));
		this.size = bytes;
	}

	private void own(long bytes) {
		if (bytes <= this.claimed) {
			this.memory.release(this.claimed - bytes);
		}
		else if (bytes > this.memory.size()) {
			throw new LogfireException(Reason.TOO_LARGE, "An answer takes more memory than ANALYTICS_ANSWER_MEMORY");
		}
		else if (!this.memory.claim(bytes - this.claimed)) {
			throw new LogfireException(Reason.BUSY, "The answers under way take all of ANALYTICS_ANSWER_MEMORY",
					Duration.ofSeconds(1), null);
		}
		this.claimed = bytes;
	}

	/** Gives back all memory but the part that the share keeps. */
	public void clear() {
		resize(0);
	}

	@Override
	public void close() {
		own(0);
	}

}
