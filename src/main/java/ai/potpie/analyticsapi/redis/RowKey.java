package ai.potpie.analyticsapi.redis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.logfire.LogfireProject;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;

/**
 * The key of a query's rows, a digest that does not disclose the query.
 *
 * @param digest the digest of the project and the query
 */
record RowKey(byte[] digest) {

	static final int SIZE = 32;

	/** What the keys of all rows begin with. */
	static final String ROWS = "analytics-api:rows:v1:";

	/**
	 * Writes the length before each part, so that two queries never give the same bytes.
	 */
	static RowKey of(LogfireProject project, LogfireQuery query) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			write(out, project.url());
			write(out, project.token());
			write(out, query.sql().text());
			write(out, query.start());
			write(out, query.end());
			out.writeInt(query.limit());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Writing to memory cannot fail", ex);
		}
		return new RowKey(Sha256.of(bytes.toByteArray()));
	}

	String rows() {
		return ROWS + HexFormat.of().formatHex(this.digest);
	}

	String lock() {
		return "analytics-api:lock:v1:" + HexFormat.of().formatHex(this.digest);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof RowKey key && Arrays.equals(this.digest, key.digest);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.digest);
	}

	private static void write(DataOutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	private static void write(DataOutputStream out, Instant time) throws IOException {
		out.writeLong(time.getEpochSecond());
		out.writeInt(time.getNano());
	}

}
