package ai.potpie.analyticsapi.logfire.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

/**
 * The JSON of rows, which claims memory for them: while a row is read, for the most
 * memory that its bytes can become; after the row, for its actual size.
 */
public final class RowStream extends FilterInputStream {

	/**
	 * The worst case: {@code {}} and a comma, 3 bytes, become an object of some 90 bytes.
	 */
	private static final int OBJECTS_OF_A_BYTE = 32;

	/** The text, a copy of it, and the buffers of parser and writer. */
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

	/** Reads rows that become objects. */
	public static RowStream ofObjects(InputStream body, MemoryShare memory, long maxRow) {
		return new RowStream(body, memory, maxRow, OBJECTS_OF_A_BYTE);
	}

	/** Reads rows that become text, one at a time. */
	public static RowStream ofTexts(InputStream body, MemoryShare memory, long maxRow) {
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
			throw new LogfireException(Reason.TOO_LARGE,
					"A row of Logfire's answer is larger than LOGFIRE_MAX_ROW_SIZE");
		}
		this.memory.resize(this.kept + this.unfinished * this.factor);
		return count;
	}

	/**
	 * Ends a row. The caller has to call it after each complete row.
	 * @param weight the memory that the row occupies from now on, in bytes
	 */
	void endRow(long weight) {
		this.kept += weight;
		this.unfinished = 0;
		this.memory.resize(this.kept);
	}

}
