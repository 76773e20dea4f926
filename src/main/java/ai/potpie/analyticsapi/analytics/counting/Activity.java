package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.SpanTree.Climbers;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.Facts.Calls;
import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The runs, executions, conversations and LLM calls that spans stand for: the part of the
 * SQL that all questions share. It consists of steps of a {@code WITH}; the last step,
 * {@code activity}, has one row for each span. A question aggregates these rows; columns
 * that it does not name cost nothing.
 * <p>
 * A statement refers to each step once, because DataFusion inlines a step at every
 * reference and scans again. Money is in whole billionths of a US dollar, so that sums
 * are exact. The steps read from top to bottom: {@link Facts}, {@link SpanTree},
 * {@link LlmCalls}, {@link RunSteps}, {@link RunCosts}.
 *
 * @param facts the facts that each span states
 * @param costs the rule for the cost of a run
 * @param prices prices for calls without a recorded cost; null if the question ignores
 * calls
 */
public record Activity(Facts facts, RunCosts costs, @Nullable CallPrices prices) {

	/** The scope for a question in which all spans belong together. */
	static final Sql ONE_SCOPE = Sql.of("0");

	private static final Sql ACTIVITY = Sql
		.of("""
				activity AS (
					SELECT
						*,
						CASE WHEN is_try THEN part_outcome END AS run_outcome,
						CASE WHEN conversation IS NOT NULL THEN CAST(length(conversation) AS VARCHAR) || ' ' || conversation || execution END AS message
					FROM costs
				)""");

	/** The activity of one user. */
	public static Activity of(UserSpans spans, SpanRules rules, RunCosts costs, @Nullable CallPrices prices) {
		Calls calls = (prices != null) ? Calls.TOO : Calls.NONE;
		return new Activity(
				new Facts(spans.condition(rules.columns()), ONE_SCOPE, spans.window().localDay(), rules, calls), costs,
				prices);
	}

	/** The steps of a {@code WITH}; the last is {@code activity}. */
	public Sql steps() {
		RunSource runs = this.facts.rules().runs();
		Climbers climbers = runs.hasAgentRuns() ? Climbers.ALL : Climbers.MODELS;
		return Sql
			.list(List.of(this.facts.steps(), (this.prices != null) ? SpanTree.steps(climbers) : SpanTree.noSteps(),
					(this.prices != null) ? LlmCalls.steps(this.prices) : LlmCalls.noSteps(), RunSteps.steps(runs),
					this.costs.steps(), ACTIVITY));
	}

	/**
	 * The steps of a {@code WITH} for LLM calls alone; the last is {@code priced}.
	 */
	public static Sql calls(UserSpans spans, SpanRules rules, CallPrices prices) {
		Facts facts = new Facts(spans.condition(rules.columns()), ONE_SCOPE, spans.window().localDay(), rules,
				Calls.ALONE);
		return Sql.list(List.of(facts.steps(), SpanTree.stepsOfCalls(), LlmCalls.steps(prices)));
	}

}
