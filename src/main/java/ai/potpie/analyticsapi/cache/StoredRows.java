package ai.potpie.analyticsapi.cache;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Rows that Logfire answered, packed, and the representations that were made of them.
 */
public final class StoredRows {

	/** As many forms of an answer are kept; others are made for each request. */
	static final int MAX_REPRESENTATIONS = 16;

	private final byte[] packed;

	private final Instant asOf;

	private final Map<Form<?>, Representation> representations = new ConcurrentHashMap<>();

	/**
	 * Rows that were packed before.
	 * @param packed what {@link #packed()} returned
	 * @param asOf when Logfire answered
	 */
	public StoredRows(byte[] packed, Instant asOf) {
		this.packed = packed;
		this.asOf = asOf;
	}

	static StoredRows of(Rows rows, Instant asOf) {
		return new StoredRows(Gzip.compress(rows::writeTo), asOf);
	}

	/** The rows, to be stored elsewhere. */
	public byte[] packed() {
		return this.packed;
	}

	/** When Logfire answered. */
	public Instant asOf() {
		return this.asOf;
	}

	/** The newer of both; the others if both are as old. */
	StoredRows orNewer(StoredRows others) {
		return this.asOf.isAfter(others.asOf) ? this : others;
	}

	@Nullable Representation representation(Form<?> form) {
		return this.representations.get(form);
	}

	/**
	 * Makes a representation and keeps it.
	 * @param memory of which the making claims what it takes
	 * @throws LogfireException if these are not the rows of an answer to its question
	 */
	<T> Representation represent(Form<T> form, MemoryShare memory) {
		memory.claim(form.memory());
		return represent(form, Rows.read(Gzip.decompress(new ByteArrayInputStream(this.packed)), memory));
	}

	/** The same, of the rows as they were before they were packed. */
	<T> Representation represent(Form<T> form, Rows rows) {
		Representation made = form.represent(form.question().answer(rows, this.asOf));
		if (this.representations.size() < MAX_REPRESENTATIONS) {
			this.representations.put(form, made);
		}
		return made;
	}

	/**
	 * How much memory they take together with their question, roughly, in bytes. The form
	 * of each representation holds a question of its own.
	 */
	int weight(Question<?> key) {
		int question = key.weight();
		return question + this.packed.length
				+ this.representations.values().stream().mapToInt((made) -> question + made.weight()).sum();
	}

}
