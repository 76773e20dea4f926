package ai.potpie.analyticsapi.analytics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import ai.potpie.analyticsapi.analytics.ExpectedAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.ExpectedAnalytics.Summary;

/**
 * What runs cost with what their calls cost by estimate.
 */
record EstimatedCostOracle(OracleFacts facts, ZoneId zone) {

	/** The answer with other costs. */
	ExpectedAnalytics withCosts(ExpectedAnalytics recorded) {
		Map<LocalDate, Long> byDay = new HashMap<>();
		this.facts.runs().forEach((run) -> byDay.merge(run.day(this.zone), run.nanosWithEstimates(), Long::sum));
		Summary summary = recorded.summary();
		long all = byDay.values().stream().mapToLong(Long::longValue).sum();
		return new ExpectedAnalytics(recorded.userId(), recorded.period(),
				new Summary(OracleNumber.dollars(all), summary.totalAgentRuns(), summary.avgDurationMs(),
						summary.successRate()),
				recorded.dailyCosts()
					.stream()
					.map((day) -> new DailyCost(day.date(), OracleNumber.dollars(byDay.getOrDefault(day.date(), 0L)),
							day.runCount()))
					.toList(),
				recorded.outcomes(), recorded.conversationStats());
	}

	RunCoverage coverage() {
		Set<String> models = new TreeSet<>();
		this.facts.runs()
			.stream()
			.filter((run) -> !run.coverage().equals("recorded"))
			.forEach((run) -> models.addAll(run.unpricedModels()));
		return new RunCoverage(runs("recorded"), runs("estimated"), runs("unpriced"), List.copyOf(models));
	}

	private long runs(String coverage) {
		return this.facts.runs().stream().filter((run) -> run.coverage().equals(coverage)).count();
	}

}
