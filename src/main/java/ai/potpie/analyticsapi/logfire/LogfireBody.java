package ai.potpie.analyticsapi.logfire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

import org.springframework.util.unit.DataSize;

/**
 * The decompressed body of an answer, with a size limit. Failures to read it become a
 * {@link LogfireException}, which tells them from failures to write the service's own
 * answer.
 */
final class LogfireBody extends FilterInputStream {

	private final LogfireCall call;

	private final long cap;

	private long size;

	LogfireBody(InputStream body, LogfireCall call, DataSize cap) {
		super(body);
		this.call = call;
		this.cap = cap.toBytes();
	}

	@Override
	public int read() {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) {
		try {
			int count = super.read(buffer, offset, length);
			this.size += Math.max(count, 0);
			requireBelowCap();
			return count;
		}
		catch (IOException ex) {
			throw this.call.failure(ex);
		}
	}

	private void requireBelowCap() {
		if (this.size > this.cap) {
			throw new LogfireException(Reason.TOO_LARGE,
					"Logfire's answer is larger than %d bytes".formatted(this.cap));
		}
	}

	/** The number of bytes read so far. */
	long size() {
		return this.size;
	}

	@Override
	public void close() {
		// The call that owns the response closes or aborts it.
	}

}
