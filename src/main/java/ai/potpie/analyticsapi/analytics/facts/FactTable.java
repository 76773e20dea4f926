package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.Facts.Calls;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The table {@code fact} of the history: a row for each copy of a span that names a user,
 * with the columns of the step {@code facts}. It holds no prompts and no messages but
 * those of exceptions.
 */
public final class FactTable {

	/** The columns by which rows are filtered. */
	static final SpanColumns COLUMNS = new SpanColumns() {

		@Override
		public Sql userId() {
			return Sql.of("user_id");
		}

		// A span without a user is no fact
		@Override
		public Sql namesUser() {
			return Sql.of("TRUE");
		}

		@Override
		public Sql projectId() {
			return Sql.of("project");
		}

		@Override
		public Sql agentId() {
			return Sql.of("agent");
		}

		@Override
		public Sql environment() {
			return Sql.of("environment_text");
		}

	};

	/** Columns that mean the same in the table and in the step {@code facts}. */
	private static final List<String> FACTS = List.of("trace_id", "span_id", "parent_span_id", "kind",
			"start_timestamp", "created_at", "ended", "environment_text", "is_usage", "is_agent", "is_error",
			"exception_type", "duration_us", "run_id", "own_conversation", "project", "agent", "environment",
			"agent_call", "operation", "model", "provider", "response", "usage_nano", "recorded_nano", "outcome",
			"input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens",
			"has_usage");

	// Messages of exceptions may be as long as a prompt; answers show as much of them
	private static final Sql SELECTED = Sql.of("""
			SELECT
				scope AS user_id,
				left(exception_message, 1000) AS exception_message,
				digest,
				CAST(document AS VARCHAR) LIKE '%model%' AS mentions_model,
				names_model,
				is_candidate,
				:facts
			FROM facts""").with("facts", Sql.of(String.join(", ", FACTS)));

	private static final Sql STEP = Sql.of("""
			facts AS (
				SELECT
					:scope AS scope,
					:day AS span_day,
					exception_message,
					:digest AS digest,
					:names_model AS names_model,
					:is_candidate AS is_candidate,
					:facts
				FROM :fact
				WHERE :spans
			)""").with("facts", Sql.of(String.join(", ", FACTS)));

	private static final Sql NO_CALLS = Sql.of("FALSE");

	private FactTable() {
	}

	/**
	 * The rows of the table for everyone's spans, read from Logfire's records.
	 * @param spans the condition for the spans
	 */
	public static Sql select(Sql spans, SpanRules rules) {
		Facts facts = new Facts(Sql.and(List.of(spans, rules.names().namesUser())), rules.names().userId(),
				Sql.of("NULL"), rules, Calls.TOO);
		return Sql.of("WITH :steps :select").with("steps", facts.steps()).with("select", SELECTED);
	}

	/** The step {@code facts}, read from the table. */
	static Sql step(Facts facts) {
		boolean ignoresCalls = facts.calls() == Calls.NONE;
		return STEP.with("scope", facts.scopes().expression())
			.with("fact", facts.scopes().from("fact"))
			.with("day", facts.day())
			.with("digest",
					Sql.of((facts.calls() == Calls.ALONE) ? "CASE WHEN mentions_model THEN digest END" : "digest"))
			.with("names_model", ignoresCalls ? NO_CALLS : Sql.of("names_model"))
			.with("is_candidate", ignoresCalls ? NO_CALLS : Sql.of("is_candidate"))
			.with("spans", facts.spans());
	}

}
