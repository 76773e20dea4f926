package ai.potpie.analyticsapi.export;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param <R> a row
 * @param name its header, as JSON calls it too
 * @param type what its cells hold
 * @param value the value of a row's cell, null for an empty one
 */
public record Column<R>(String name, ColumnType type, Function<R, @Nullable Object> value) {
}
