package ai.potpie.analyticsapi.analytics.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Writes attributes that go by several names: under the first, or under a later one while
 * those before it are missing or say nothing, and now and then under several at once,
 * which disagree.
 */
record AttributeMaker(Random random) {

	private static final List<@Nullable Object> NOTHING = Arrays.asList(null, null, "", " ", "\t\n");

	/** What is null is as often missing as it is there. */
	void put(Map<String, @Nullable Object> attributes, String name, @Nullable Object value) {
		if (value != null || this.random.nextBoolean()) {
			attributes.put(name, value);
		}
	}

	/** What may be blank under the names before. */
	void putName(Map<String, @Nullable Object> attributes, List<String> names, @Nullable Object value,
			Supplier<? extends @Nullable Object> others) {
		int at = position(names);
		for (int i = 0; i < names.size(); i++) {
			if (i == at) {
				put(attributes, names.get(i), value);
			}
			else if (i < at) {
				put(attributes, names.get(i), HostileValues.any(NOTHING, this.random));
			}
			else if (this.random.nextInt(3) == 0) {
				put(attributes, names.get(i), others.get());
			}
		}
	}

	/** What may only be null under the names before. */
	void putNumber(Map<String, @Nullable Object> attributes, OracleAttribute attribute, @Nullable Object value,
			Supplier<? extends @Nullable Object> others) {
		List<String> names = attribute.names;
		int at = position(names);
		for (int i = 0; i < names.size(); i++) {
			if (i == at) {
				put(attributes, names.get(i), value);
			}
			else if (i < at) {
				put(attributes, names.get(i), null);
			}
			else if (this.random.nextInt(6) == 0) {
				put(attributes, names.get(i), others.get());
			}
		}
	}

	private int position(List<String> names) {
		return this.random.nextBoolean() ? 0 : this.random.nextInt(names.size());
	}

}
