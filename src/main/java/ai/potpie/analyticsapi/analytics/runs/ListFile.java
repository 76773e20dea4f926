package ai.potpie.analyticsapi.analytics.runs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.export.PagedFile;

/**
 * Writes a list into a file page by page.
 *
 * @param <T> a page
 * @param <R> a row
 */
class ListFile<T extends Page, R> {

	/**
	 * Rows of one query. At some 500 bytes each they are a quarter of the largest answer
	 * that the service accepts.
	 */
	private static final int PAGE = 4_000;

	private final ListPage list;

	private final PagedFile<R> file;

	private final Function<T, List<R>> rows;

	/**
	 * Creates a file without beginning it.
	 * @param list the rows that the file should have
	 * @param rows gets the rows of a page
	 */
	ListFile(ListPage list, PagedFile<R> file, Function<T, List<R>> rows) {
		this.list = list;
		this.file = file;
		this.rows = rows;
	}

	/** Whether the file takes several queries. */
	boolean isLong() {
		return this.list.limit() > PAGE;
	}

	/**
	 * Writes the file.
	 * @param truncated whether there are more rows than the file should have; empty if
	 * the first page tells it
	 */
	void write(Optional<Boolean> truncated, Function<ListPage, T> pages) {
		ListCursor after = this.list.after();
		boolean more;
		do {
			T page = pages.apply(new ListPage(this.list.sort(), after, Math.min(PAGE, this.file.missing())));
			String next = page.nextCursor();
			more = next != null;
			if (!this.file.isBegun()) {
				this.file.begin(truncated.orElse(more));
			}
			this.rows.apply(page).forEach(this.file::row);
			after = (next != null) ? ListCursor.valueOf(next) : null;
		}
		while (more && this.file.missing() > 0);
		this.file.finish(more);
	}

}
