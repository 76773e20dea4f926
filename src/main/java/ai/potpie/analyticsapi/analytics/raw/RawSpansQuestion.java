package ai.potpie.analyticsapi.analytics.raw;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.AttributeNames;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Which spans did a user's agents record? The answer is one page of unchanged spans,
 * newest first. Every row also tells where the page ends, so that after the first row the
 * link to the next page can precede the streamed body.
 *
 * @param spans the spans of the question
 * @param names the attributes that tell a span's user, run, conversation, project and
 * agent
 * @param exact conditions that a column or attribute has an exact value
 * @param minLevel the lowest level; null for all
 * @param after the end of the previous page; null for the first page
 * @param limit the largest number of spans on the page
 */
record RawSpansQuestion(UserSpans spans, AttributeNames names, List<Sql> exact, @Nullable Level minLevel,
		@Nullable Cursor after, int limit) {

	private static final Sql COLUMNS = Sql
		.of("""
				trace_id, span_id, parent_span_id, kind, span_name, message, level, start_timestamp, end_timestamp, duration,
					service_name, deployment_environment, otel_scope_name, is_exception, exception_type, exception_message,
					tags, attributes""");

	private static final Sql SQL = Sql
		.of("""
				WITH page AS (
					SELECT
						:columns,
						created_at
					FROM records
					WHERE :condition
					ORDER BY start_timestamp DESC, trace_id, span_id, kind, created_at
					LIMIT :rows
				),
				counted AS (
					SELECT
						:columns,
						ROW_NUMBER() OVER (PARTITION BY start_timestamp, trace_id, span_id ORDER BY kind, created_at) AS copy_number
					FROM page
				)
				SELECT
					COUNT(*) OVER () AS page_rows,
					NTH_VALUE(start_timestamp, :last) OVER newest_first AS last_start_timestamp,
					NTH_VALUE(trace_id, :last) OVER newest_first AS last_trace_id,
					NTH_VALUE(span_id, :last) OVER newest_first AS last_span_id,
					NTH_VALUE(copy_number, :last) OVER newest_first AS last_copy_number,
					:columns
				FROM counted
				WINDOW newest_first AS (
					ORDER BY start_timestamp DESC, trace_id, span_id, copy_number
					ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
				)
				ORDER BY start_timestamp DESC, trace_id, span_id, copy_number
				""")
		.with("columns", COLUMNS);

	/**
	 * The part of this question that one query can answer.
	 * @param after the end of the previous part; null for the first
	 * @param atMost the largest number of spans in the part
	 */
	RawSpansQuestion page(@Nullable Cursor after, int atMost) {
		int skip = (after != null) ? after.copies() : 0;
		return new RawSpansQuestion(this.spans, this.names, this.exact, this.minLevel, after,
				Math.max(1, Math.min(atMost, LogfireQuery.MAX_LIMIT - 2 - skip)));
	}

	/** Whether the question takes several queries. */
	boolean isLong() {
		return page(this.after, this.limit).limit() < this.limit;
	}

	LogfireQuery query() {
		Window window = this.spans.window();
		int rows = skip() + this.limit + 1;
		Sql sql = SQL.with("condition", condition()).with("rows", rows).with("last", skip() + this.limit);
		return new LogfireQuery(sql, window.start(), window.end(), rows + 1);
	}

	RawSpans answerTo(SpanSink sink) {
		return new RawSpans(sink, skip(), this.limit);
	}

	// The query returns the rows of the cursor's own span again; earlier pages had these.
	int skip() {
		return (this.after != null) ? this.after.copies() : 0;
	}

	Sql condition() {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(this.spans.condition(this.names));
		conditions.addAll(this.exact);
		if (this.minLevel != null) {
			conditions.add(Sql.of("level >= :level").with("level", this.minLevel.number()));
		}
		if (this.after != null) {
			conditions.add(notBefore(this.after));
		}
		return Sql.and(conditions);
	}

	private static Sql notBefore(Cursor cursor) {
		return Sql.of("""
				start_timestamp <= :start AND (start_timestamp < :start
					OR trace_id > :trace_id
					OR (trace_id = :trace_id AND span_id >= :span_id))""")
			.with("start", cursor.startTimestamp())
			.with("trace_id", cursor.traceId())
			.with("span_id", cursor.spanId());
	}

}
