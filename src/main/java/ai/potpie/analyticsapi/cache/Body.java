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

	private final Content content;

	private final String tag;

	private volatile byte @Nullable [] gzip;

	Body(Content content) {
		this.content = content;
		this.tag = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Arrays.copyOf(Sha256.of(content.bytes()), ETAG_BYTES));
	}

	/** Whether it is large enough for that, and not compressed already. */
	public boolean isWorthCompressing() {
		return bytes().length >= MIN_GZIP_SIZE && !this.content.isPacked();
	}

	public byte[] bytes() {
		return this.content.bytes();
	}

	public String mediaType() {
		return this.content.mediaType();
	}

	/** What it is called where it is saved; null if it is to be shown. */
	public @Nullable String fileName() {
		return this.content.fileName();
	}

	public byte[] gzip() {
		byte[] compressed = this.gzip;
		if (compressed == null) {
			compressed = Gzip.compress(bytes());
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
		return this.content.nextCursor();
	}

	/** What it weighs when it is compressed too. */
	int weight() {
		return bytes().length * 3 / 2;
	}

}
