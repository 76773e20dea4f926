package ai.potpie.analyticsapi.analytics.runs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.export.PagedFile;

/**
 * Writes a list into a file, page after page of it.
 *
 * @param <T> a page
 * @param <R> a row
 */
class ListFile<T extends Page, R> {

	/** So many rows of some 500 bytes are a quarter of what Logfire may answer with. */
	private static final int PAGE = 4_000;

	private final ListPage list;

	private final PagedFile<R> file;

	private final Function<T, List<R>> rows;

	/**
	 * A file that is not begun.
	 * @param list what it is to have
	 * @param rows the rows of a page
	 */
	ListFile(ListPage list, PagedFile<R> file, Function<T, List<R>> rows) {
		this.list = list;
		this.file = file;
		this.rows = rows;
	}

	/** Whether it takes several questions. */
	boolean isLong() {
		return this.list.limit() > PAGE;
	}

	/**
	 * Writes it.
	 * @param truncated whether there is more than it is to have; empty if its first page
	 * will say so
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
