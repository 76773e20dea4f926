package ai.potpie.analyticsapi.logfire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;

/**
 * The JSON of rows, with memory claimed for them: while a row is read, for the most that
 * its bytes can become; when it is whole, for what it is.
 */
final class RowStream extends FilterInputStream {

	/** Of {@code {}} and a comma, objects become some 90 bytes. */
	private static final int OBJECTS_OF_A_BYTE = 32;

	/** Text, a copy of it, and the buffers of those who parse and write it. */
	private static final int TEXTS_OF_A_BYTE = 16;

	private final MemoryShare memory;

	private final long maxRow;

	private final int factor;

	private long kept;

	private long unfinished;

	private RowStream(InputStream body, MemoryShare memory, long maxRow, int factor) {
		super(body);
		this.memory = memory;
		this.maxRow = maxRow;
		this.factor = factor;
		this.kept = memory.size();
	}

	/** Rows that become objects. */
	static RowStream ofObjects(InputStream body, MemoryShare memory, long maxRow) {
		return new RowStream(body, memory, maxRow, OBJECTS_OF_A_BYTE);
	}

	/** Rows that become text, one at a time. */
	static RowStream ofTexts(InputStream body, MemoryShare memory, long maxRow) {
		return new RowStream(body, memory, maxRow, TEXTS_OF_A_BYTE);
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = super.read(buffer, offset, length);
		this.unfinished += Math.max(count, 0);
		if (this.unfinished > this.maxRow) {
			throw new LogfireException(Reason.TOO_LARGE, "A row of Logfire's is larger than LOGFIRE_MAX_ROW_SIZE");
		}
		this.memory.resize(this.kept + this.unfinished * this.factor);
		return count;
	}

	/**
	 * Has to be called when a row is whole.
	 * @param weight what it goes on to take, in bytes
	 */
	void endRow(long weight) {
		this.kept += weight;
		this.unfinished = 0;
		this.memory.resize(this.kept);
	}

}
