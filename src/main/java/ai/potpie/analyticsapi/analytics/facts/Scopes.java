package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What separates the spans of a statement: the steps after {@link Facts} count each scope
 * as if it were the only one. Spans have the scope that an expression says, or those of
 * the windows in which they started. Windows may overlap: a span then has a row in each,
 * although its JSON is read once.
 *
 * @param expression the column {@code scope}; never NULL
 * @param windows the names and bounds of windows; null if the expression reads the
 * records themselves
 */
public record Scopes(Sql expression, @Nullable Sql windows) {

	private static final Sql BY = Sql.of(":expression AS scope,");

	private static final Sql NOT_YET = Sql.of("");

	private static final Sql NAMED = Sql.of("scope");

	private static final Sql WINDOW = Sql.of("(:name, :start, :end)");

	private static final Sql IN_WINDOWS = Sql.of("""
			:table
			JOIN (VALUES :windows) AS windows (scope, scope_start, scope_end)
				ON start_timestamp >= scope_start AND start_timestamp < scope_end""");

	/** The scopes that an expression over the columns of a record says. */
	static Scopes by(Sql expression) {
		return new Scopes(expression, null);
	}

	/** A scope for each window, by its name. */
	public static Scopes of(Map<String, Window> windows) {
		List<Sql> rows = windows.entrySet()
			.stream()
			.map((window) -> WINDOW.with("name", window.getKey())
				.with("start", window.getValue().start())
				.with("end", window.getValue().end()))
			.toList();
		return new Scopes(NAMED, Sql.list(rows));
	}

	/** The column in the step that reads records, if it is known there. */
	Sql ofRecords() {
		return (this.windows == null) ? BY.with("expression", this.expression) : NOT_YET;
	}

	/** A table or step, in which each row is as often as it has scopes. */
	Sql from(String table) {
		Sql rows = Sql.of(table);
		return (this.windows == null) ? rows : IN_WINDOWS.with("table", rows).with("windows", this.windows);
	}

}
