package ai.potpie.analyticsapi.analytics.raw;

import java.util.Optional;

import ai.potpie.analyticsapi.export.PagedFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes spans into a file, page after page of them.
 */
class SpanFile implements SpanSink {

	private final RawSpansQuestion question;

	private final PagedFile<RawSpan> file;

	private final Optional<Boolean> truncated;

	private @Nullable Cursor next;

	/**
	 * A file that is not begun.
	 * @param question what it is to have
	 * @param truncated whether there is more than that; empty if its first page will say
	 * so
	 */
	SpanFile(RawSpansQuestion question, PagedFile<RawSpan> file, Optional<Boolean> truncated) {
		this.question = question;
		this.file = file;
		this.truncated = truncated;
	}

	/** The question whose spans come next; empty if the file has all it is to have. */
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
		// Of a page, which may not be the last
	}

	/** Has to be called after the last page. */
	void finish() {
		this.file.finish(this.next != null);
	}

}
