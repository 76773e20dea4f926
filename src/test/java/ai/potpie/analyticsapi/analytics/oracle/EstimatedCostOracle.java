package ai.potpie.analyticsapi.analytics.oracle;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.Summary;

/**
 * What runs cost with what their calls cost by estimate.
 */
public record EstimatedCostOracle(OracleFacts facts, ZoneId zone) {

	/** The answer with other costs. */
	public ExpectedAnalytics withCosts(ExpectedAnalytics recorded) {
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

	public RunCoverage coverage() {
		return coverage(OracleRun::coverageWithEstimates);
	}

	/** That of the answer with recorded costs, if agents make runs. */
	RunCoverage coverageOfRecorded() {
		return coverage(OracleRun::coverage);
	}

	private RunCoverage coverage(Function<OracleRun, String> coverage) {
		Map<String, Long> counts = new HashMap<>();
		Set<String> models = new TreeSet<>();
		for (OracleRun run : this.facts.runs()) {
			String of = coverage.apply(run);
			counts.merge(of, 1L, Long::sum);
			if (!of.equals("recorded")) {
				models.addAll(run.unpricedModels());
			}
		}
		return new RunCoverage(counts.getOrDefault("recorded", 0L), counts.getOrDefault("estimated", 0L),
				counts.getOrDefault("unpriced", 0L), List.copyOf(models));
	}

}
