package ai.potpie.analyticsapi.analytics.raw;

import java.time.Instant;

import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Folds the rows of a {@link RawSpansQuestion} into a page as they arrive.
 */
class RawSpans implements RowHandler {

	private final SpanSink sink;

	private final int skip;

	private final int limit;

	private int position;

	RawSpans(SpanSink sink, int skip, int limit) {
		this.sink = sink;
		this.skip = skip;
		this.limit = limit;
	}

	@Override
	public void handle(JsonParser parser) {
		SpanRow row = SpanRow.read(parser);
		if (this.position++ == 0) {
			this.sink.begin(next(row));
		}
		if (this.position > this.skip && this.position <= this.skip + this.limit) {
			this.sink.span(row.span());
		}
	}

	/** Ends the page. The caller has to call it after the last row. */
	void end() {
		if (this.position == 0) {
			this.sink.begin(null);
		}
		this.sink.end();
	}

	private @Nullable Cursor next(SpanRow row) {
		if (row.number("page_rows") <= this.skip + this.limit) {
			return null;
		}
		return new Cursor(Instant.parse(row.required("last_start_timestamp")), row.required("last_trace_id"),
				row.required("last_span_id"), (int) row.number("last_copy_number"));
	}

}
