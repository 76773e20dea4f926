package ai.potpie.analyticsapi.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A run: the usage spans that share a {@code run_id}. The last of them decides; of two
 * that start at the same microsecond it is the one with the greater trace id, and then
 * the one with the greater span id.
 */
record OracleRun(LocalDate day, String outcome, long nanoDollars) {

	static final Comparator<OracleSpan> LAST = Comparator.comparing(OracleSpan::start)
		.thenComparing((span) -> span.row().traceId())
		.thenComparing((span) -> span.row().spanId());

	private static final Pattern PLAIN_DECIMAL = Pattern
		.compile("[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?");

	private static final BigDecimal HIGHEST = new BigDecimal(1_000_000);

	static List<OracleRun> of(Collection<OracleSpan> spans, ZoneId zone) {
		Map<List<String>, List<OracleSpan>> runs = new LinkedHashMap<>();
		Set<List<String>> seen = new HashSet<>();
		for (OracleSpan span : spans) {
			List<String> itself = List.of(span.row().traceId(), span.row().spanId());
			if (span.isUsage() && seen.add(itself)) {
				String run = span.nonBlank("run_id");
				runs.computeIfAbsent((run != null) ? List.of(run) : itself, (key) -> new ArrayList<>()).add(span);
			}
		}
		return runs.values().stream().map((usage) -> of(usage, zone)).toList();
	}

	private static OracleRun of(List<OracleSpan> usage, ZoneId zone) {
		OracleSpan last = usage.stream().max(LAST).orElseThrow();
		long nanos = usage.stream().mapToLong((span) -> nanoDollars(span.text("actual_cost"))).sum();
		return new OracleRun(last.day(zone), outcome(last.text("outcome")), nanos);
	}

	boolean succeeded() {
		return this.outcome.equals("success");
	}

	static String outcome(@Nullable String text) {
		String outcome = (text != null) ? text.strip().toLowerCase(Locale.ROOT) : "";
		return switch (outcome) {
			case "" -> "unknown";
			case "completed", "ok" -> "success";
			case "failed", "failure" -> "error";
			case "canceled" -> "cancelled";
			default -> outcome;
		};
	}

	static long nanoDollars(@Nullable String text) {
		if (text == null || !isPlainDecimal(text)) {
			return 0;
		}
		BigDecimal dollars = new BigDecimal(text);
		if (dollars.signum() < 0 || dollars.compareTo(HIGHEST) > 0) {
			return 0;
		}
		return dollars.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

	static boolean isPlainDecimal(String text) {
		return PLAIN_DECIMAL.matcher(text).matches();
	}

}
