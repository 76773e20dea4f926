package ai.potpie.analyticsapi.export;

import java.util.List;
import java.util.Map;

/**
 * A table and its rows.
 *
 * @param <R> a row
 * @param totals the values of a sheet's last row by column; they are not computed from
 * the rows, which are rounded and partly cannot be added up
 */
public record FilledTable<R>(Table<R> table, List<R> rows, Map<String, Object> totals) {

	public FilledTable(Table<R> table, List<R> rows) {
		this(table, rows, Map.of());
	}

	void writeTo(FileWriter file) {
		RowWriter<R> writer = file.begin(this.table);
		this.rows.forEach(writer::row);
		writer.end(this.totals);
	}

}
