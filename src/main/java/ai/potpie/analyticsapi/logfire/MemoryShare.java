package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;

/**
 * What one answer has claimed of the {@link AnswerMemory}. One thread uses it.
 */
public final class MemoryShare implements AutoCloseable {

	private final AnswerMemory memory;

	private final long kept;

	private long claimed;

	private long size;

	/**
	 * Creates a share.
	 * @param kept what it never gives back before it is closed, in bytes
	 * @throws LogfireException if others have claimed too much for that
	 */
	MemoryShare(AnswerMemory memory, long kept) {
		this.memory = memory;
		this.kept = kept;
		resize(0);
	}

	/** How much of it is in use, in bytes. */
	long size() {
		return this.size;
	}

	/**
	 * Claims more.
	 * @throws LogfireException if others have claimed it, or if there never is so much
	 */
	public void claim(long bytes) {
		resize(this.size + bytes);
	}

	/**
	 * Claims more, or gives some of it back.
	 * @throws LogfireException if others have claimed it, or if there never is so much
	 */
	void resize(long bytes) {
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

	/** Gives back what it need not keep, for what comes next. */
	public void clear() {
		resize(0);
	}

	@Override
	public void close() {
		own(0);
	}

}
