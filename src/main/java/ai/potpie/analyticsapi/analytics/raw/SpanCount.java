package ai.potpie.analyticsapi.analytics.raw;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Are there more spans than a file is to have? It is asked ahead of files of several
 * pages, since only the last of them would tell.
 *
 * @param file what the file is to have
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

	/** The cursor's own span comes again. */
	private int enough() {
		return this.file.skip() + this.file.limit() + 1;
	}

}
