package ai.potpie.analyticsapi.analytics.users;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.NameLists;
import ai.potpie.analyticsapi.analytics.counting.PricedQuestion;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.counting.RunSums;
import ai.potpie.analyticsapi.analytics.counting.UsageMeta;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.analytics.facts.SpanColumns;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.period.Period;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.users.Users.UserGroup;
import ai.potpie.analyticsapi.analytics.users.Users.UserLine;
import ai.potpie.analyticsapi.analytics.users.Users.UserNumbers;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which users' agents cost, ran and failed most, and what are the totals of all users?
 * One scan: there is a row for each listed user, one for all other users and one for all
 * users.
 *
 * @param spans the spans of the question
 * @param rules how to interpret spans
 * @param sort the number by which users are ranked
 * @param top the number of users with a row of their own
 * @param prices prices for LLM calls without a recorded cost
 */
public record UsersQuestion(EveryonesSpans spans, SpanRules rules, UserSort sort, int top,
		CallPrices prices) implements PricedQuestion<Users> {

	// The first step sums up each user. What counts once within a user, like a
	// conversation, is then a plain number that can be added over users.
	private static final Sql SQL = Sql.of("""
			WITH :activity,
			each_user AS (
				SELECT
					scope AS user_text,
					MAX(ended) AS last_activity,
					COUNT(*) FILTER (WHERE is_run AND run_outcome = 'error') AS error_count,
					:run_sums,
					COUNT(DISTINCT conversation) AS conversation_count,
					:call_sums,
					:unpriced_names AS unpriced_names
				FROM activity
				GROUP BY scope
			),
			ranked_users AS (
				SELECT
					*,
					ROW_NUMBER() OVER (ORDER BY :sort DESC, user_text) AS place_of_user
				FROM each_user
			),
			lined_up AS (
				SELECT
					*,
					CASE WHEN place_of_user <= :top THEN place_of_user ELSE :top + 1 END AS line
				FROM ranked_users
			)
			SELECT
				CASE
					WHEN GROUPING(line) = 1 THEN 'total'
					WHEN line <= :top THEN 'user'
					ELSE 'other'
				END AS part,
				MAX(user_text) AS user_id,
				MAX(last_activity) AS last_activity,
				COUNT(*) AS user_count,
				CAST(coalesce(SUM(run_count), 0) AS BIGINT) AS run_count,
				CAST(coalesce(SUM(error_count), 0) AS BIGINT) AS error_count,
				CAST(coalesce(SUM(success_count), 0) AS BIGINT) AS success_count,
				CAST(coalesce(SUM(cost_nano), 0) AS BIGINT) AS cost_nano,
				CAST(coalesce(SUM(conversation_count), 0) AS BIGINT) AS conversation_count,
				CAST(coalesce(SUM(execution_count), 0) AS BIGINT) AS execution_count,
				CAST(coalesce(SUM(execution_us), 0) AS BIGINT) AS execution_us,
				CAST(coalesce(SUM(llm_calls), 0) AS BIGINT) AS llm_calls,
				CAST(coalesce(SUM(input_tokens), 0) AS BIGINT) AS input_tokens,
				CAST(coalesce(SUM(output_tokens), 0) AS BIGINT) AS output_tokens,
				CAST(coalesce(SUM(cached_input_tokens), 0) AS BIGINT) AS cached_input_tokens,
				CAST(coalesce(SUM(reasoning_tokens), 0) AS BIGINT) AS reasoning_tokens,
				CAST(coalesce(SUM(call_cost_nano), 0) AS BIGINT) AS call_cost_nano,
				CAST(coalesce(SUM(recorded_calls), 0) AS BIGINT) AS recorded_calls,
				CAST(coalesce(SUM(estimated_calls), 0) AS BIGINT) AS estimated_calls,
				:united_models AS unpriced_models,
				CASE WHEN GROUPING(line) = 1 THEN :united_names END AS unpriced_names
			FROM lined_up
			GROUP BY GROUPING SETS ((line), ())
			ORDER BY line NULLS LAST
			""")
		.with("run_sums", RunSums.SQL)
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES)
		.with("united_models", NameLists.union("unpriced_models"))
		.with("united_names", NameLists.union("unpriced_names"));

	@Override
	public LogfireQuery query() {
		Window window = this.spans.window();
		SpanColumns columns = this.rules.columns();
		Facts facts = new Facts(this.spans.condition(columns), columns.userId(), window.localDay(), this.rules,
				Facts.Calls.TOO);
		Activity activity = new Activity(facts, RunCosts.recorded(this.rules), this.prices);
		Sql sql = SQL.with("activity", activity.steps()).with("sort", this.sort.column()).with("top", this.top);
		return new LogfireQuery(sql, window.start(), end(), LogfireQuery.MAX_LIMIT);
	}

	@Override
	public Instant end() {
		return this.spans.window().end();
	}

	@Override
	public Stream<String> texts() {
		return this.spans.filters().texts();
	}

	@Override
	public UsersQuestion with(CallPrices prices) {
		return new UsersQuestion(this.spans, this.rules, this.sort, this.top, prices);
	}

	@Override
	public UsersQuestion with(SpanRules rules) {
		return new UsersQuestion(this.spans, rules, this.sort, this.top, this.prices);
	}

	@Override
	public Users answer(Rows rows, Instant asOf) {
		Window window = this.spans.window();
		Optional<Row> total = part(rows, "total").stream().findFirst();
		return new Users(Period.of(window), group(total), part(rows, "user").stream().map(UsersQuestion::line).toList(),
				group(part(rows, "other").stream().findFirst()),
				UsageMeta.of(asOf, rows.source(), window.zone(), this.prices));
	}

	private static UserGroup group(Optional<Row> row) {
		return row.map(UserGroup::of).orElse(UserGroup.NONE);
	}

	private static UserLine line(Row row) {
		return new UserLine(row.required("user_id"), UserNumbers.of(row), row.moment("last_activity"));
	}

	private static List<Row> part(Rows rows, String part) {
		return rows.rows().stream().filter((row) -> part.equals(row.text("part"))).toList();
	}

}
