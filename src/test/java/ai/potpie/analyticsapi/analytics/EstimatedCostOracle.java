package ai.potpie.analyticsapi.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import ai.potpie.analyticsapi.analytics.ExpectedAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.ExpectedAnalytics.Summary;
import ai.potpie.analyticsapi.analytics.UsageOracle.OracleCall;

/**
 * The costs of runs that have recorded none, worked out from the spans themselves: each
 * call is looked up the run that it belongs to.
 */
final class EstimatedCostOracle {

	private final ZoneId zone;

	private final Map<List<String>, Run> runs = new LinkedHashMap<>();

	/** Of the usage spans without a run id, the last one of each trace. */
	private final Map<String, OracleSpan> lastOfTrace = new HashMap<>();

	EstimatedCostOracle(List<OracleSpan> asked, ZoneId zone) {
		this.zone = zone;
		Set<List<String>> seen = new HashSet<>();
		asked.stream()
			.filter(OracleSpan::isUsage)
			.filter((span) -> seen.add(List.of(span.row().traceId(), span.row().spanId())))
			.forEach(this::addUsage);
		OracleCall.of(asked).forEach(this::addCall);
	}

	private void addUsage(OracleSpan span) {
		String runId = span.nonBlank("run_id");
		if (runId == null) {
			this.lastOfTrace.merge(span.row().traceId(), span,
					(one, other) -> (OracleRun.LAST.compare(one, other) > 0) ? one : other);
		}
		this.runs.computeIfAbsent((runId != null) ? List.of(runId) : itself(span), (key) -> new Run()).usage.add(span);
	}

	private void addCall(OracleCall call) {
		String runId = call.span().nonBlank("run_id");
		OracleSpan last = this.lastOfTrace.get(call.span().row().traceId());
		Run run = (runId != null) ? this.runs.get(List.of(runId)) : (last != null) ? this.runs.get(itself(last)) : null;
		if (run != null) {
			run.calls.add(call);
		}
	}

	private static List<String> itself(OracleSpan span) {
		return List.of(span.row().traceId(), span.row().spanId());
	}

	/** The answer with other costs. */
	ExpectedAnalytics withCosts(ExpectedAnalytics recorded) {
		Map<LocalDate, Long> byDay = new HashMap<>();
		this.runs.values().forEach((run) -> byDay.merge(run.day(this.zone), run.nanos(), Long::sum));
		Summary summary = recorded.summary();
		long all = byDay.values().stream().mapToLong(Long::longValue).sum();
		return new ExpectedAnalytics(recorded.userId(), recorded.period(),
				new Summary(dollars(all), summary.totalAgentRuns(), summary.avgDurationMs(), summary.successRate()),
				recorded.dailyCosts()
					.stream()
					.map((day) -> new DailyCost(day.date(), dollars(byDay.getOrDefault(day.date(), 0L)),
							day.runCount()))
					.toList(),
				recorded.outcomes(), recorded.conversationStats());
	}

	private static BigDecimal dollars(long nanos) {
		return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP);
	}

	RunCoverage coverage() {
		long paid = this.runs.values().stream().filter((run) -> run.paid() > 0).count();
		List<Run> unpaid = this.runs.values().stream().filter((run) -> run.paid() == 0).toList();
		long estimated = unpaid.stream().filter(Run::isKnown).count();
		Set<String> models = new TreeSet<>();
		unpaid.forEach((run) -> models.addAll(run.unpricedModels()));
		return new RunCoverage(paid, estimated, unpaid.size() - estimated, List.copyOf(models));
	}

	private static final class Run {

		private final List<OracleSpan> usage = new ArrayList<>();

		private final List<OracleCall> calls = new ArrayList<>();

		LocalDate day(ZoneId zone) {
			return this.usage.stream().max(OracleRun.LAST).orElseThrow().day(zone);
		}

		long paid() {
			return this.usage.stream().mapToLong((span) -> OracleRun.nanoDollars(span.text("actual_cost"))).sum();
		}

		long nanos() {
			return (paid() > 0) ? paid() : this.calls.stream().mapToLong((call) -> orZero(call.nanos())).sum();
		}

		boolean isKnown() {
			return !this.calls.isEmpty() && unpricedModels().isEmpty();
		}

		List<String> unpricedModels() {
			return this.calls.stream().filter((call) -> call.nanos() == null).map((call) -> call.key("model")).toList();
		}

		private static long orZero(@Nullable Long nanos) {
			return (nanos != null) ? nanos : 0;
		}

	}

}
