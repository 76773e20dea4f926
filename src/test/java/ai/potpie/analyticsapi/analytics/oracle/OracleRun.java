package ai.potpie.analyticsapi.analytics.oracle;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A run: the usage spans, or the outermost agent spans, that share a run id. The last of
 * them decides; of two that start at the same microsecond it is the one with the greater
 * trace id, and then the one with the greater span id.
 */
final class OracleRun {

	static final Comparator<OracleSpan> LAST = Comparator.comparing(OracleSpan::start)
		.thenComparing((span) -> span.row().traceId())
		.thenComparing((span) -> span.row().spanId());

	/** What makes it a run. */
	final List<OracleSpan> tries = new ArrayList<>();

	/** All that belongs to it. */
	final List<OracleSpan> spans = new ArrayList<>();

	final List<OracleCall> calls = new ArrayList<>();

	private final boolean ofUsageSpans;

	private final @Nullable String runId;

	OracleRun(boolean ofUsageSpans, @Nullable String runId) {
		this.ofUsageSpans = ofUsageSpans;
		this.runId = runId;
	}

	boolean isOfUsageSpans() {
		return this.ofUsageSpans;
	}

	@Nullable String runId() {
		return this.runId;
	}

	OracleSpan last() {
		return this.tries.stream().max(LAST).orElseThrow();
	}

	LocalDate day(ZoneId zone) {
		return last().day(zone);
	}

	boolean succeeded() {
		return outcome().equals("success");
	}

	String outcome() {
		OracleSpan last = last();
		if (this.ofUsageSpans || last.nonBlank("outcome") != null) {
			return outcome(last.text("outcome"));
		}
		return last.failed() ? "error" : "success";
	}

	static String outcome(@Nullable String text) {
		StringBuilder outcome = new StringBuilder();
		for (char c : OracleSpan.trimmed((text != null) ? text : "").toCharArray()) {
			outcome.append((c >= 'A' && c <= 'Z') ? (char) (c - 'A' + 'a') : c);
		}
		return switch (outcome.toString()) {
			case "" -> "unknown";
			case "completed", "ok" -> "success";
			case "failed", "failure" -> "error";
			case "canceled" -> "cancelled";
			default -> outcome.toString();
		};
	}

	/** What it has recorded of its cost, or what its calls cost if agents make it. */
	long nanos() {
		return this.ofUsageSpans ? this.tries.stream().mapToLong(OracleRun::actualNanos).sum() : nanosOfCalls();
	}

	/** The same, and where it has recorded none, what its calls cost. */
	long nanosWithEstimates() {
		return (nanos() > 0) ? nanos() : nanosOfCalls();
	}

	private long nanosOfCalls() {
		return this.calls.stream().map(OracleCall::nanos).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
	}

	static long actualNanos(OracleSpan usage) {
		Long nanos = OracleNumber.nanoDollars(usage.text("actual_cost"));
		return (nanos != null) ? nanos : 0;
	}

	/** How sure its cost is without estimates of runs that have recorded none. */
	String coverage() {
		return this.ofUsageSpans ? "recorded" : coverageWithEstimates();
	}

	/** How sure its cost is: recorded, estimated or unpriced. */
	String coverageWithEstimates() {
		if (this.ofUsageSpans && nanos() > 0) {
			return "recorded";
		}
		if (this.calls.isEmpty() || !unpricedModels().isEmpty()) {
			return "unpriced";
		}
		return (this.ofUsageSpans || this.calls.stream().anyMatch(OracleCall::isEstimated)) ? "estimated" : "recorded";
	}

	List<String> unpricedModels() {
		return this.calls.stream().filter((call) -> call.nanos() == null).map((call) -> call.key("model")).toList();
	}

}
