package ai.potpie.analyticsapi.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent while it is written, page by page as Logfire answers. Only
 * {@link #finish(boolean)} completes the file, so that one that breaks off does not look
 * complete.
 */
public class PagedFile<R> {

	private final Table<R> table;

	private final FileName name;

	private final FileOptions options;

	private final List<Fact> facts;

	private final int limit;

	private final HttpServletResponse response;

	private @Nullable FileWriter file;

	private @Nullable RowWriter<R> rows;

	private boolean truncated;

	private int written;

	/**
	 * Creates a file without beginning it.
	 * @param limit the largest number of rows
	 */
	public PagedFile(Table<R> table, FileName name, FileOptions options, List<Fact> facts, int limit,
			HttpServletResponse response) {
		this.table = table;
		this.name = name;
		this.options = options;
		this.facts = facts;
		this.limit = limit;
		this.response = response;
	}

	/** The number of rows that the file may still take. */
	public int missing() {
		return this.limit - this.written;
	}

	public boolean isBegun() {
		return this.file != null;
	}

	/**
	 * Begins the file.
	 * @param truncated whether there are more rows than the file may have
	 */
	public void begin(boolean truncated) {
		this.truncated = truncated;
		this.response.setContentType(this.options.format().contentType());
		FileHeaders.write(this.name.in(this.options.format()), this.response);
		if (truncated) {
			this.response.setHeader(FileHeaders.TRUNCATED, "true");
		}
		try {
			this.file = FileWriter.of(this.options, true, this.response.getOutputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.rows = this.file.begin(this.table);
	}

	public void row(R row) {
		if (this.rows == null) {
			throw new IllegalStateException("begin() comes first");
		}
		this.rows.row(row);
		this.written++;
	}

	/**
	 * Ends the file.
	 * @param more whether there are more rows
	 */
	public void finish(boolean more) {
		if (this.file == null || this.rows == null) {
			throw new IllegalStateException("begin() comes first");
		}
		if (more && !this.truncated) {
			throw new LogfireException(Reason.TRUNCATED,
					"Rows arrived meanwhile that do not fit into a file that was announced as complete");
		}
		this.rows.end(Map.of());
		this.file.end(this.facts, more ? Cut.at(this.limit) : null);
	}

}
