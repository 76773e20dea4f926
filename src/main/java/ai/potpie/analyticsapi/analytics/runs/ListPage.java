package ai.potpie.analyticsapi.analytics.runs;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.Activity;
import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list whose rows are groups of spans, such as runs. The query asks for one
 * row more than the page has, to see whether there is a next page.
 *
 * @param sort the order of the list
 * @param after the end of the previous page; null for the first page
 * @param limit the largest number of rows on the page
 */
public record ListPage(ListSort sort, @Nullable ListCursor after, int limit) {

	private static final int DEFAULT_LIMIT = 100;

	private static final String HAS_EXCEPTION = "exception_type IS NOT NULL OR exception_message IS NOT NULL";

	// The place of a span consists of its end in microseconds with 16 digits, its trace
	// and its id. The greatest text is the latest span, and no two spans share a place.
	// Messages of exceptions are shortened because they may be as long as a prompt.
	private static final Sql COLUMNS = Sql.of("""
			CAST(coalesce(SUM(cost_nano), 0) AS BIGINT) AS cost_nano,
			:call_sums,
			:unpriced_names AS unpriced_names,
			CAST(SUM(longest_us) AS BIGINT) AS duration_us,
			MIN(start_timestamp) AS first_activity,
			MAX(ended) AS last_activity,
			MAX(concat(lpad(CAST(CAST(ROUND(date_part('epoch', ended) * 1e6) AS BIGINT) AS VARCHAR), 16, '0'),
				' ', trace_id, ' ', span_id)) AS last_place,
			:last_exception_type AS last_exception_type,
			left(:last_exception_message, 1000) AS last_exception_message""")
		.with("call_sums", CallSums.SQL)
		.with("unpriced_names", CallPrices.UNPRICED_NAMES)
		.with("last_exception_type", last("exception_type", HAS_EXCEPTION))
		.with("last_exception_message", last("exception_message", HAS_EXCEPTION));

	// Logfire's own limit overrides that of a statement's outermost SELECT
	private static final Sql SQL = Sql.of("""
			WITH :activity,
			listed AS (
				SELECT
					:keys,
					:columns
				FROM activity
				WHERE :key IS NOT NULL
				GROUP BY :key
			),
			page AS (
				SELECT *
				FROM listed
				WHERE :is_wanted
				ORDER BY :order
				LIMIT :rows
			)
			:select
			""").with("columns", COLUMNS);

	private static final Sql ROWS = Sql.of("""
			SELECT
				*,
				split_part(last_place, ' ', 2) AS last_trace_id
			FROM page
			ORDER BY :order""");

	private static final Sql ROW_COUNT = Sql.of("SELECT COUNT(*) AS row_count FROM page");

	static ListPage of(ListParameters parameters, Format format) {
		int unlessSaid = (format == Format.JSON) ? DEFAULT_LIMIT : FileParameters.DEFAULT_ROWS;
		Integer limit = parameters.limit();
		return new ListPage(parameters.order(), parameters.cursor(), (limit != null) ? limit : unlessSaid);
	}

	/**
	 * A column of the last span in a group that meets a condition, which only a few spans
	 * of a group should.
	 */
	static Sql last(String column, String condition) {
		return Sql
			.of("(array_agg(:column ORDER BY start_timestamp DESC, trace_id DESC, span_id DESC) FILTER (WHERE :condition))[1]")
			.with("column", Sql.of(column))
			.with("condition", Sql.of(condition));
	}

	/**
	 * The query for the rows of this page.
	 * @param activity the steps of {@link Activity}
	 * @param key the column of {@link Activity} by which spans are grouped into rows
	 * @param keys aggregates of this list, beside those of all lists
	 * @param wanted conditions that a row has to meet
	 */
	LogfireQuery query(Sql activity, String key, Sql keys, List<Sql> wanted, Window window) {
		return new LogfireQuery(sql(ROWS.with("order", this.sort.order()), activity, key, keys, wanted), window.start(),
				window.end(), this.limit + 2);
	}

	/** The query that counts the rows for {@link #isMore}. */
	LogfireQuery count(Sql activity, String key, Sql keys, List<Sql> wanted, Window window) {
		return new LogfireQuery(sql(ROW_COUNT, activity, key, keys, wanted), window.start(), window.end(), 2);
	}

	/** Whether there are more rows than this page has. */
	boolean isMore(Rows count) {
		return count.first().number("row_count") > this.limit;
	}

	private Sql sql(Sql select, Sql activity, String key, Sql keys, List<Sql> wanted) {
		List<Sql> conditions = new ArrayList<>(wanted);
		conditions.add((this.after != null) ? this.after.isBefore() : Sql.of("TRUE"));
		return SQL.with("activity", activity)
			.with("keys", keys)
			.with("key", Sql.of(key))
			.with("is_wanted", Sql.and(conditions))
			.with("order", this.sort.order())
			.with("rows", this.limit + 1)
			.with("select", select);
	}

	/** The rows of this page, without the one after it. */
	List<Row> rows(Rows rows) {
		return rows.rows().subList(0, Math.min(this.limit, rows.rows().size()));
	}

	/** The cursor of the next page; null if there is none. */
	@Nullable String next(Rows rows) {
		if (rows.rows().size() <= this.limit) {
			return null;
		}
		Row last = rows.rows().get(this.limit - 1);
		String column = this.sort.column();
		Long value = last.isNull(column) ? null : Long.valueOf(last.number(column));
		return new ListCursor(this.sort, value, last.required("last_place")).encode();
	}

}
