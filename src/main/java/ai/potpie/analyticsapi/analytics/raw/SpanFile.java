package ai.potpie.analyticsapi.analytics.raw;

import java.util.Optional;

import ai.potpie.analyticsapi.export.PagedFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes spans into a file page by page.
 */
class SpanFile implements SpanSink {

	private final RawSpansQuestion question;

	private final PagedFile<RawSpan> file;

	private final Optional<Boolean> truncated;

	private @Nullable Cursor next;

	/**
	 * Creates a file without beginning it.
	 * @param question the question whose spans the file has
	 * @param truncated whether there are more spans; empty if the first page tells it
	 */
	SpanFile(RawSpansQuestion question, PagedFile<RawSpan> file, Optional<Boolean> truncated) {
		this.question = question;
		this.file = file;
		this.truncated = truncated;
	}

	/** The question for the next page; empty if the file is complete. */
	Optional<RawSpansQuestion> nextPage() {
		if (!this.file.isBegun()) {
			return Optional.of(this.question.page(this.question.after(), this.file.missing()));
		}
		return Optional.ofNullable(this.next)
			.filter((cursor) -> this.file.missing() > 0)
			.map((cursor) -> this.question.page(cursor, this.file.missing()));
	}

	@Override
	public void begin(@Nullable Cursor next) {
		this.next = next;
		if (!this.file.isBegun()) {
			this.file.begin(this.truncated.orElse(next != null));
		}
	}

	@Override
	public void span(RawSpan span) {
		this.file.row(span);
	}

	@Override
	public void end() {
		// The page may not be the last: finish() ends the file
	}

	/** Ends the file. The caller has to call it after the last page. */
	void finish() {
		this.file.finish(this.next != null);
	}

}
