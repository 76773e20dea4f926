package ai.potpie.analyticsapi.export;

import java.io.OutputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes a file table by table and row by row, without keeping rows. Only
 * {@link #end(List)} completes the file, so that one that breaks off does not look
 * complete.
 */
interface FileWriter {

	/**
	 * Begins a file.
	 * @param oneTable whether the file has only one table, so that rows need not name
	 * theirs
	 */
	static FileWriter of(FileOptions options, boolean oneTable, OutputStream to) {
		return switch (options.format()) {
			case CSV -> new CsvFile(to, options.bom());
			case XLSX -> new XlsxFile(to);
			case NDJSON -> new NdjsonFile(to, oneTable);
			case JSON -> throw new IllegalArgumentException("JSON is not a format of files");
		};
	}

	/** Begins a table. The previous table has to be ended. */
	<R> RowWriter<R> begin(Table<R> table);

	/**
	 * Ends the file.
	 * @param facts what the file states about itself, for formats that have a place for
	 * it
	 */
	default void end(List<Fact> facts) {
		end(facts, null);
	}

	/**
	 * Ends a file that may lack rows.
	 * @param facts what the file states about itself, for formats that have a place for
	 * it
	 * @param cut the note that rows are missing; null if none are
	 */
	void end(List<Fact> facts, @Nullable Cut cut);

}
