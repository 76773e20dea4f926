package ai.potpie.analyticsapi.export;

import java.io.OutputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes a file table by table and row by row, and keeps none of them. Only
 * {@link #end(List)} makes it whole: what breaks off before does not look like a file.
 */
public interface FileWriter {

	/**
	 * Begins a file.
	 * @param oneTable whether it will have no other, so that rows need not say of which
	 * they are
	 */
	static FileWriter of(FileOptions options, boolean oneTable, OutputStream to) {
		return switch (options.format()) {
			case CSV -> new CsvFile(to, options.bom());
			case XLSX -> new XlsxFile(to);
			case NDJSON -> new NdjsonFile(to, oneTable);
			case JSON -> throw new IllegalArgumentException("JSON is no table");
		};
	}

	/** Begins a table. The one before has to be at its end. */
	<R> RowWriter<R> begin(Table<R> table);

	/**
	 * Ends the file.
	 * @param facts what it says about itself, where there is room for it
	 */
	default void end(List<Fact> facts) {
		end(facts, null);
	}

	/**
	 * Ends a file that may not have all rows.
	 * @param facts what it says about itself, where there is room for it
	 * @param cut what is missing; null if nothing is
	 */
	void end(List<Fact> facts, @Nullable Cut cut);

}
