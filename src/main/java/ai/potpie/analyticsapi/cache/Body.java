package ai.potpie.analyticsapi.cache;

import java.util.Arrays;
import java.util.Base64;

import ai.potpie.analyticsapi.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent: its bytes, compressed too once somebody has asked for that,
 * and a strong {@code ETag} for each. One of a page also knows where the next begins.
 */
public final class Body {

	private static final int ETAG_BYTES = 16;

	/** One network packet is sent anyway. */
	private static final int MIN_GZIP_SIZE = 1024;

	private final byte[] bytes;

	private final String tag;

	private final @Nullable String nextCursor;

	private volatile byte @Nullable [] gzip;

	Body(byte[] bytes, @Nullable String nextCursor) {
		this.bytes = bytes;
		this.nextCursor = nextCursor;
		this.tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), ETAG_BYTES));
	}

	/** Whether it is large enough for that. */
	public boolean isWorthCompressing() {
		return this.bytes.length >= MIN_GZIP_SIZE;
	}

	public byte[] bytes() {
		return this.bytes;
	}

	public byte[] gzip() {
		byte[] compressed = this.gzip;
		if (compressed == null) {
			compressed = Gzip.compress(this.bytes);
			this.gzip = compressed;
		}
		return compressed;
	}

	public String etag() {
		return '"' + this.tag + '"';
	}

	/** Other bytes need another tag, RFC 9110, section 8.8.3.3. */
	public String gzipEtag() {
		return '"' + this.tag + "-gzip\"";
	}

	/** Where the next page begins; null if there is none. */
	public @Nullable String nextCursor() {
		return this.nextCursor;
	}

	/** What it weighs when it is compressed too. */
	int weight() {
		return this.bytes.length * 3 / 2;
	}

}
