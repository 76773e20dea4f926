package ai.potpie.analyticsapi.analytics.oracle;

import java.util.stream.IntStream;

/**
 * How many random cases a test compares with an oracle: few by default, and as many as
 * {@code -Doracle.cases=10000} says at least.
 */
public final class OracleCases {

	private static final int AT_LEAST = Integer.getInteger("oracle.cases", 0);

	private OracleCases() {
	}

	public static int count(int byDefault) {
		return Math.max(byDefault, AT_LEAST);
	}

	/** The numbers of batches of a size; so many, or as many as it takes. */
	public static IntStream batches(int byDefault, int size) {
		return IntStream.range(0, Math.max(byDefault, (AT_LEAST + size - 1) / size));
	}

}
