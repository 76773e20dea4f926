package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Values that people have found in attributes, and worse.
 */
final class HostileValues {

	private static final List<@Nullable Object> COSTS = Arrays.asList("NaN", "nan", "Infinity", "-Infinity", "1e400",
			"1e99", "0x10", " 1 ", "1\n", "", "  ", null, true, false, Map.of("usd", 1), List.of(), List.of(1.5), -1,
			-0.0, "-0", "-1e-9", 0, 1_000_000, "1000000", "1000000.0000001", 1000000.5, 1e15, "999999999999999",
			"1234567890123456", "1e6", "1e5", "1E+02", "+1.5", ".5", "5.", ".", "1_000", "1,5", "１", "1e", "e5", "--1",
			"1.2.3", "1e-9", 1.2e-5, "1.2e-05", "4e-10", "6e-10", 0.0000005, "0.000000499", "N/A", "$1", "1f", "1d",
			"free");

	private static final List<@Nullable Object> OUTCOMES = Arrays.asList("completed", " Completed ", "COMPLETED\n",
			"OK", "\tok", "Failed", "FAILURE", "canceled", "Cancelled", "cancelled", "success", "SUCCESS", "error",
			"timeout", "", "   ", "\t", null, 42, true, "ÜBERFÄLLIG", "überfällig", Map.of("a", 1), "completed!",
			"part'ial \"x\" \\ 🚀");

	private static final List<@Nullable Object> RUNS = Arrays.asList("run-1", "run-1", "run-2", "run-2", "run-3",
			"run-4", "RUN-1", " run-1", 17, "17", "rün '1\"", null, "", "  ", "\t");

	private static final List<@Nullable Object> CONVERSATIONS = Arrays.asList("c-1", "c-1", "c-2", "c-3", "C-1", "c-1 ",
			17, "17", "gespräch 🗨", null, null, "", " ", "\n");

	private HostileValues() {
	}

	/** Half of them are plain, of at most nine decimals. */
	static @Nullable Object cost(Random random) {
		BigDecimal plain = BigDecimal.valueOf(random.nextInt(random.nextBoolean() ? 5_000 : 2_000_000_000), 9);
		return switch (random.nextInt(4)) {
			case 0 -> plain;
			case 1 -> plain.toString();
			default -> any(COSTS, random);
		};
	}

	static @Nullable Object outcome(Random random) {
		return any(OUTCOMES, random);
	}

	static @Nullable Object run(Random random) {
		return any(RUNS, random);
	}

	static @Nullable Object conversation(Random random) {
		return any(CONVERSATIONS, random);
	}

	static <T> T any(List<T> values, Random random) {
		return values.get(random.nextInt(values.size()));
	}

}
