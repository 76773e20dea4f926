package ai.potpie.analyticsapi.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table as CSV by RFC 4180, in UTF-8.
 */
class CsvFile implements FileWriter {

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final Writer text;

	private final CSVPrinter printer;

	CsvFile(OutputStream to, boolean bom) {
		// The encoder would allocate a buffer for a whole text, which may be large
		this.text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
		try {
			if (bom) {
				this.text.write(BYTE_ORDER_MARK);
			}
			this.printer = new CSVPrinter(this.text, CSVFormat.RFC4180);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public <R> RowWriter<R> begin(Table<R> table) {
		print(table.columns().stream().map(Column::name).toList());
		return new RowWriter<>() {

			@Override
			public void row(R row) {
				print(table.columns().stream().map((column) -> cell(column, row)).toList());
			}

			@Override
			public void end(Map<String, Object> totals) {
				// CSV has no totals: a program would read them as one more row
			}

		};
	}

	@Override
	public void end(List<Fact> facts, @Nullable Cut cut) {
		try {
			this.text.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void print(List<@Nullable String> cells) {
		try {
			this.printer.printRecord(cells);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The text of a cell; null for an empty cell without quotes. */
	private static <R> @Nullable String cell(Column<R> column, R row) {
		Object value = column.value().apply(row);
		return (value != null) ? HarmlessText.of(column.type(), PlainText.of(value)) : null;
	}

}
