package ai.potpie.analyticsapi.export;

import java.util.Map;

/**
 * Writes a table into a sheet: a header that stays visible, the rows, and a last row of
 * totals.
 */
class SheetTable<R> implements RowWriter<R> {

	private final Table<R> table;

	private final Sheet sheet;

	SheetTable(Table<R> table, Sheet sheet) {
		this.table = table;
		this.sheet = sheet;
		sheet.keepFirstRowInSight();
		table.columns().forEach((column) -> sheet.header(column.name(), column.type().isAtTheRight()));
		sheet.endRow();
	}

	@Override
	public void row(R row) {
		for (Column<R> column : this.table.columns()) {
			this.sheet.cell(column.type(), column.value().apply(row));
		}
		this.sheet.endRow();
	}

	@Override
	public void end(Map<String, Object> totals) {
		if (!totals.isEmpty()) {
			this.sheet.header("total", false);
			this.table.columns()
				.stream()
				.skip(1)
				.forEach((column) -> this.sheet.total(column.type(), totals.get(column.name())));
			this.sheet.endRow();
		}
		this.sheet.end();
	}

}
