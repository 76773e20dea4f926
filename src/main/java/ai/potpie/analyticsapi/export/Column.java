package ai.potpie.analyticsapi.export;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param <R> a row
 * @param name the header, equal to the key in JSON
 * @param type the type of the cells
 * @param value gets the value of a row's cell; null for an empty cell
 */
public record Column<R>(String name, ColumnType type, Function<R, @Nullable Object> value) {
}
