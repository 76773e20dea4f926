package ai.potpie.analyticsapi.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.potpie.analyticsapi.export.Cut;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileHeaders;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.FileWriter;
import ai.potpie.analyticsapi.export.RowWriter;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes spans as a file, page after page of them. What breaks off before
 * {@link #finish()} is no whole file, and does not look like one.
 */
class SpanFile implements SpanSink {

	private final RawSpansQuestion question;

	private final FileOptions options;

	private final List<Fact> facts;

	private final HttpServletResponse response;

	private final @Nullable Boolean truncated;

	private @Nullable FileWriter file;

	private @Nullable RowWriter<RawSpan> rows;

	private @Nullable Cursor next;

	private int written;

	/**
	 * A file that is not begun.
	 * @param question what it is to have
	 * @param truncated whether there is more than that; null if its first page will say
	 * so
	 */
	SpanFile(RawSpansQuestion question, FileOptions options, List<Fact> facts, @Nullable Boolean truncated,
			HttpServletResponse response) {
		this.question = question;
		this.options = options;
		this.facts = facts;
		this.truncated = truncated;
		this.response = response;
	}

	/** The question whose spans come next; empty if the file has all it is to have. */
	Optional<RawSpansQuestion> nextPage() {
		if (this.file == null) {
			return Optional.of(this.question.page(this.question.after(), this.question.limit()));
		}
		int missing = this.question.limit() - this.written;
		return Optional.ofNullable(this.next)
			.filter((cursor) -> missing > 0)
			.map((cursor) -> this.question.page(cursor, missing));
	}

	@Override
	public void begin(@Nullable Cursor next) {
		this.next = next;
		if (this.file == null) {
			this.file = open(isTruncated(next));
			this.rows = this.file.begin(SpanTable.SPANS);
		}
	}

	@Override
	public void span(RawSpan span) {
		if (this.rows != null) {
			this.rows.row(span);
			this.written++;
		}
	}

	@Override
	public void end() {
		// Of a page, which may not be the last
	}

	/** Has to be called after the last page. */
	void finish() {
		if (this.file == null || this.rows == null) {
			throw new IllegalStateException("begin() comes first");
		}
		if (this.next != null && Boolean.FALSE.equals(this.truncated)) {
			throw new LogfireException(Reason.TRUNCATED,
					"Spans arrived meanwhile, so that a file lacks some that is said to have all");
		}
		this.rows.end(Map.of());
		this.file.end(this.facts, (this.next != null) ? Cut.at(this.question.limit()) : null);
	}

	private boolean isTruncated(@Nullable Cursor next) {
		return (this.truncated != null) ? this.truncated : next != null;
	}

	private FileWriter open(boolean truncated) {
		this.response.setContentType(this.options.format().contentType());
		FileHeaders.write(this.question.spans().fileName("spans").in(this.options.format()), this.response);
		if (truncated) {
			this.response.setHeader(FileHeaders.TRUNCATED, "true");
		}
		try {
			return FileWriter.of(this.options, true, this.response.getOutputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
