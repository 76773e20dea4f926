package ai.potpie.analyticsapi.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;

/**
 * Gzip in memory.
 */
final class Gzip {

	private Gzip() {
	}

	static byte[] compress(byte[] bytes) {
		return compress((to) -> to.write(bytes));
	}

	static byte[] compress(Source source) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 4096)) {
			source.writeTo(gzip);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Memory does not fail", ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * Reads what was compressed.
	 * @throws LogfireException if it does not even begin like gzip
	 */
	static InputStream decompress(InputStream compressed) {
		try {
			return new GZIPInputStream(compressed, 4096);
		}
		catch (IOException ex) {
			throw new LogfireException(Reason.FAILED, "Stored rows are not what was stored");
		}
	}

	/** What is compressed while it is written. */
	@FunctionalInterface
	interface Source {

		void writeTo(OutputStream to) throws IOException;

	}

}
