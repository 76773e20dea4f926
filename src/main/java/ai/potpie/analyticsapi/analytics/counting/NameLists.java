package ai.potpie.analyticsapi.analytics.counting;

import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Columns that list names. No function that unites lists is the same in all engines, so a
 * united list has texts of several names with a separator between each two.
 */
public final class NameLists {

	/** The control character for this purpose. In names a blank replaces it. */
	private static final String SEPARATOR = "\u001e";

	private static final Sql DISTINCT = Sql
		.of("array_agg(DISTINCT translate(:name, :separator, ' ')) FILTER (WHERE :condition)")
		.with("separator", SEPARATOR);

	private static final Sql UNION = Sql
		.of("array_agg(DISTINCT array_to_string(:column, :separator)) FILTER (WHERE :column IS NOT NULL)")
		.with("separator", SEPARATOR);

	private NameLists() {
	}

	/** An aggregate that lists each name once. */
	static Sql distinct(Sql name, Sql condition) {
		return DISTINCT.with("name", name).with("condition", condition);
	}

	/** An aggregate that unites the lists in a column. */
	public static Sql union(String column) {
		return UNION.with("column", Sql.of(column));
	}

	/** The names in a column of either kind, each once, in order. */
	static List<String> read(Row row, String column) {
		return row.texts(column)
			.stream()
			.flatMap((names) -> Stream.of(names.split(SEPARATOR, -1)))
			.distinct()
			.sorted()
			.toList();
	}

}
