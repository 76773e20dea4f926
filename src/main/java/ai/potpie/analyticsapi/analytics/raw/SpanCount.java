package ai.potpie.analyticsapi.analytics.raw;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Are there more spans than a file may have? A file of several pages asks before it
 * begins, because only the last page would tell.
 *
 * @param file the question whose spans the file has
 */
record SpanCount(RawSpansQuestion file) {

	private static final Sql SQL = Sql.of("""
			SELECT COUNT(*) AS span_count
			FROM (SELECT kind FROM records WHERE :condition LIMIT :enough) AS enough
			""");

	LogfireQuery query() {
		Window window = this.file.spans().window();
		Sql sql = SQL.with("condition", this.file.condition()).with("enough", enough());
		return new LogfireQuery(sql, window.start(), window.end(), 2);
	}

	boolean isMore(Rows rows) {
		return rows.first().number("span_count") >= enough();
	}

	/** The query returns the rows of the cursor's own span again. */
	private int enough() {
		return this.file.skip() + this.file.limit() + 1;
	}

}
