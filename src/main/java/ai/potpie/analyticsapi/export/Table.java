package ai.potpie.analyticsapi.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The layout of a table, without its rows.
 *
 * @param <R> a row
 * @param name the name of the section or sheet
 * @param columns from left to right
 */
public record Table<R>(String name, List<Column<R>> columns) {

	public static <R> Table<R> named(String name) {
		return new Table<>(name, List.of());
	}

	public Table<R> text(String column, Function<R, @Nullable String> value) {
		return with(column, ColumnType.TEXT, value);
	}

	public Table<R> json(String column, Function<R, @Nullable String> value) {
		return with(column, ColumnType.JSON, value);
	}

	/** Adds a column of JSON that some parsers refuse. */
	public Table<R> anyJson(String column, Function<R, JsonText> value) {
		return with(column, ColumnType.JSON, value);
	}

	public Table<R> flag(String column, Function<R, @Nullable Boolean> value) {
		return with(column, ColumnType.FLAG, value);
	}

	public Table<R> count(String column, Function<R, @Nullable Long> value) {
		return with(column, ColumnType.COUNT, value);
	}

	public Table<R> dollars(String column, Function<R, @Nullable BigDecimal> value) {
		return with(column, ColumnType.DOLLARS, value);
	}

	public Table<R> share(String column, Function<R, @Nullable BigDecimal> value) {
		return with(column, ColumnType.SHARE, value);
	}

	public Table<R> milliseconds(String column, Function<R, @Nullable BigDecimal> value) {
		return with(column, ColumnType.MILLISECONDS, value);
	}

	public Table<R> number(String column, Function<R, @Nullable BigDecimal> value) {
		return with(column, ColumnType.NUMBER, value);
	}

	public Table<R> plain(String column, Function<R, @Nullable BigDecimal> value) {
		return with(column, ColumnType.PLAIN, value);
	}

	public Table<R> day(String column, Function<R, @Nullable LocalDate> value) {
		return with(column, ColumnType.DAY, value);
	}

	public Table<R> time(String column, Function<R, @Nullable OffsetDateTime> value) {
		return with(column, ColumnType.TIME, value);
	}

	public Table<R> microtime(String column, Function<R, @Nullable Instant> value) {
		return with(column, ColumnType.MICROTIME, value);
	}

	/** The table with the columns of another table at its right. */
	public Table<R> and(Table<R> other) {
		List<Column<R>> all = new ArrayList<>(this.columns);
		all.addAll(other.columns);
		return new Table<>(this.name, List.copyOf(all));
	}

	/**
	 * The same columns for rows that contain the rows of this table, or null for none.
	 */
	public <S> Table<S> of(Function<S, ? extends @Nullable R> row) {
		return new Table<>(this.name, this.columns.stream().map((column) -> moved(column, row)).toList());
	}

	private static <R, S> Column<S> moved(Column<R> column, Function<S, ? extends @Nullable R> row) {
		return new Column<>(column.name(), column.type(), (outer) -> {
			R inner = row.apply(outer);
			return (inner != null) ? column.value().apply(inner) : null;
		});
	}

	private Table<R> with(String column, ColumnType type, Function<R, ? extends @Nullable Object> value) {
		return and(new Table<>(this.name, List.of(new Column<>(column, type, value::apply))));
	}

}
