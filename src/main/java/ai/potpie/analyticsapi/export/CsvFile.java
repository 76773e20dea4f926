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
 * One table as RFC 4180 has it, in UTF-8.
 */
class CsvFile implements FileWriter {

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final Writer text;

	private final CSVPrinter printer;

	CsvFile(OutputStream to, boolean bom) {
		// An encoder takes room for all of a text, and a text may be large
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
				// A row of another kind would be in the way of whoever reads the others
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

	/** Null is nothing between commas, where an empty text may have quotes. */
	private static <R> @Nullable String cell(Column<R> column, R row) {
		Object value = column.value().apply(row);
		return (value != null) ? HarmlessText.of(column.type(), PlainText.of(value)) : null;
	}

}
