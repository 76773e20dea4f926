package ai.potpie.analyticsapi.cache;

import java.util.Arrays;
import java.util.Base64;

import ai.potpie.analyticsapi.digest.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * An answer as HTTP transfers it: bytes of a media type, a strong {@code ETag} for them,
 * and the same compressed from the first request on that accepts gzip.
 */
public final class Representation {

	private static final int ETAG_BYTES = 16;

	/** A network packet is sent anyway. */
	private static final int MIN_GZIP_SIZE = 1024;

	private final byte[] bytes;

	private final String mediaType;

	private final @Nullable String fileName;

	private final boolean packed;

	private final @Nullable String nextCursor;

	private final String tag;

	private volatile byte @Nullable [] gzip;

	private Representation(byte[] bytes, String mediaType, @Nullable String fileName, boolean packed,
			@Nullable String nextCursor) {
		this.bytes = bytes;
		this.mediaType = mediaType;
		this.fileName = fileName;
		this.packed = packed;
		this.nextCursor = nextCursor;
		this.tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), ETAG_BYTES));
	}

	/**
	 * JSON to be shown.
	 * @param bytes the JSON, which nobody changes
	 * @param nextCursor where the next page begins; null if there is none
	 */
	static Representation json(byte[] bytes, @Nullable String nextCursor) {
		return new Representation(bytes, MediaType.APPLICATION_JSON_VALUE, null, false, nextCursor);
	}

	/**
	 * A file to be saved.
	 * @param bytes the file, which nobody changes
	 * @param packed whether the format compresses by itself
	 */
	public static Representation file(byte[] bytes, String mediaType, String fileName, boolean packed) {
		return new Representation(bytes, mediaType, fileName, packed, null);
	}

	/** Whether gzip would make it smaller by more than it costs. */
	public boolean isWorthCompressing() {
		return this.bytes.length >= MIN_GZIP_SIZE && !this.packed;
	}

	public byte[] bytes() {
		return this.bytes;
	}

	public String mediaType() {
		return this.mediaType;
	}

	/** The name under which it is saved; null if it is to be shown. */
	public @Nullable String fileName() {
		return this.fileName;
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

	/** How much memory it takes with its compressed bytes, roughly. */
	int weight() {
		return this.bytes.length * 3 / 2;
	}

}
