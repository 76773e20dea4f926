package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;

/**
 * What one answer has claimed of the {@link AnswerMemory}. One thread uses it.
 */
public final class MemoryShare implements AutoCloseable {

	private final AnswerMemory memory;

	private long size;

	MemoryShare(AnswerMemory memory) {
		this.memory = memory;
	}

	/** How much it is, in bytes. */
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
		if (bytes <= this.size) {
			this.memory.release(this.size - bytes);
		}
		else if (bytes > this.memory.size()) {
			throw new LogfireException(Reason.TOO_LARGE, "An answer takes more memory than ANALYTICS_ANSWER_MEMORY");
		}
		else if (!this.memory.claim(bytes - this.size)) {
			throw new LogfireException(Reason.BUSY, "The answers under way take all of ANALYTICS_ANSWER_MEMORY",
					Duration.ofSeconds(1), null);
		}
		this.size = bytes;
	}

	/** Gives all of it back, for what comes next. */
	public void clear() {
		resize(0);
	}

	@Override
	public void close() {
		clear();
	}

}
