package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * CSV: a header row, and a line for each row. Documents and lists are JSON text.
 */
final class CsvFormat implements AnswerFormat {

	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

	@Override
	public String mediaType() {
		return "text/csv";
	}

	@Override
	public void write(QueryAnswer answer, boolean includeSchema, OutputStream out) throws SQLException, IOException {
		Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
		CSVPrinter csv = new CSVPrinter(writer, CSV);
		csv.printRecord(answer.columns().stream().map(AnswerColumn::name));
		answer.forEachBatch((batch) -> {
			for (@Nullable
			Object[] row : batch) {
				printRow(csv, answer, row);
			}
		});
		csv.flush();
	}

	private static void printRow(CSVPrinter csv, QueryAnswer answer, @Nullable Object[] row)
			throws SQLException, IOException {
		for (int i = 0; i < row.length; i++) {
			csv.print(text(answer.columns().get(i), row[i]));
		}
		csv.println();
	}

	/** The value as in JSON, without the quotes of a string; null is an empty field. */
	private static @Nullable String text(AnswerColumn column, @Nullable Object value) throws SQLException {
		if (value == null || value instanceof String) {
			return (String) value;
		}
		StringWriter text = new StringWriter();
		try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
			Values.write(json, column, value);
		}
		String written = text.toString();
		if (written.startsWith("\"")) {
			return JsonMapper.shared().readValue(written, String.class);
		}
		return written.equals("null") ? null : written;
	}

}
