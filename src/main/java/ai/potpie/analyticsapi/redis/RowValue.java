package ai.potpie.analyticsapi.redis;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import ai.potpie.analyticsapi.cache.StoredRows;
import ai.potpie.analyticsapi.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of rows: a version, their key, the time at which Logfire answered, the
 * packed rows, and a digest of all of these. A value in any other form counts as absent.
 */
final class RowValue {

	private static final byte VERSION = 1;

	private static final int HEAD = 1 + RowKey.SIZE + Long.BYTES;

	private static final int DIGEST = 32;

	private RowValue() {
	}

	static byte[] of(RowKey key, StoredRows rows) {
		byte[] packed = rows.packed();
		ByteBuffer value = ByteBuffer.allocate(HEAD + packed.length + DIGEST);
		value.put(VERSION).put(key.digest()).putLong(rows.asOf().toEpochMilli()).put(packed);
		value.put(digest(value.array()));
		return value.array();
	}

	static Optional<StoredRows> read(RowKey key, byte @Nullable [] value) {
		if (value == null || value.length < HEAD + DIGEST || value[0] != VERSION || !belongsTo(key, value)
				|| !isWhole(value)) {
			return Optional.empty();
		}
		Instant asOf = Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong(1 + RowKey.SIZE));
		return Optional.of(new StoredRows(Arrays.copyOfRange(value, HEAD, value.length - DIGEST), asOf));
	}

	private static boolean belongsTo(RowKey key, byte[] value) {
		return Arrays.equals(value, 1, 1 + RowKey.SIZE, key.digest(), 0, RowKey.SIZE);
	}

	private static boolean isWhole(byte[] value) {
		return Arrays.equals(value, value.length - DIGEST, value.length, digest(value), 0, DIGEST);
	}

	/** The digest of the value without the digest's own bytes. */
	private static byte[] digest(byte[] value) {
		return Sha256.of(Arrays.copyOf(value, value.length - DIGEST));
	}

}
