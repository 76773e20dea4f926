package ai.potpie.analyticsapi.cache;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.MemoryShare;
import ai.potpie.analyticsapi.logfire.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Rows that Logfire answered, packed, and the bodies that were made of them.
 */
public final class StoredRows {

	/** In as many forms a question may be wanted at a time. */
	private static final int MAX_BODIES = 16;

	private final byte[] packed;

	private final Instant asOf;

	private final Map<Form<?>, Body> bodies = new ConcurrentHashMap<>();

	/**
	 * Rows that were packed before.
	 * @param packed what {@link #packed()} gave
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

	/** The newer ones, which are the others if both are as old. */
	StoredRows orNewer(StoredRows others) {
		return this.asOf.isAfter(others.asOf) ? this : others;
	}

	@Nullable Body body(Form<?> form) {
		return this.bodies.get(form);
	}

	/**
	 * Makes a body and keeps it.
	 * @param memory what that takes is claimed of this
	 * @throws LogfireException if these are not the rows of an answer to its question
	 */
	<T> Body makeBody(Form<T> form, MemoryShare memory) {
		memory.claim(form.memory());
		return makeBody(form, Rows.read(Gzip.decompress(new ByteArrayInputStream(this.packed)), memory));
	}

	/** The same, of the rows as they were before they were packed. */
	<T> Body makeBody(Form<T> form, Rows rows) {
		Body body = new Body(form.of(form.question().answer(rows, this.asOf)));
		if (this.bodies.size() < MAX_BODIES) {
			this.bodies.put(form, body);
		}
		return body;
	}

	/**
	 * What they weigh together with their query, roughly, in bytes. A body's form has a
	 * question of its own.
	 */
	int weight(LogfireQuery query) {
		return query.weight() + this.packed.length
				+ this.bodies.values().stream().mapToInt((body) -> query.questionWeight() + body.weight()).sum();
	}

}
