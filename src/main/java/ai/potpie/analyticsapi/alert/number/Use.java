package ai.potpie.analyticsapi.alert.number;

import java.math.BigDecimal;
import java.time.LocalDate;

import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.counting.Numbers;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.logfire.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a user, or everyone, used in a time.
 *
 * @param subject the user; empty for everyone
 * @param day the day; null for the whole time
 * @param used the number that the API answers
 * @param runs the number of runs
 * @param runCoverage the runs by the origin of their cost; null unless costs are
 * estimated
 * @param callCoverage the calls by the origin of their cost; null unless the measure is
 * the cost of calls
 */
public record Use(String subject, @Nullable LocalDate day, BigDecimal used, long runs,
		@Nullable RunCoverage runCoverage, @Nullable CostCoverage callCoverage) {

	/** A use of nothing. */
	public static Use none(String subject) {
		return new Use(subject, null, BigDecimal.ZERO, 0, null, null);
	}

	static Use of(Row row, UseQuestion question) {
		Measure measure = question.measure();
		BigDecimal used = switch (measure) {
			case COST, COST_ESTIMATED -> Numbers.dollars(row.number("cost_nano"));
			case LLM_COST -> Numbers.dollars(row.number("call_cost_nano"));
			case RUNS -> BigDecimal.valueOf(row.number("run_count"));
			case ERRORS -> BigDecimal.valueOf(row.number("error_count"));
		};
		return new Use(row.required("subject"), row.date("day"), used, row.number("run_count"),
				(measure == Measure.COST_ESTIMATED) ? RunCoverage.of(row) : null,
				(measure == Measure.LLM_COST) ? CostCoverage.of(row) : null);
	}

}
