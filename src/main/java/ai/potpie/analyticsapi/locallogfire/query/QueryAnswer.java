package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query: a temporary table of the query's own session. The query runs
 * before the first byte of the answer is sent, so its errors have a status. The table can
 * be read in small batches if its rows are large, whereas the driver converts 2,048 rows
 * of a streamed result at a time.
 */
final class QueryAnswer implements AutoCloseable {

	private static final int FIRST_BATCH_ROWS = 16;

	/** The size of DuckDB's vectors. */
	private static final int MAX_BATCH_ROWS = 2048;

	private static final int BATCH_CHARACTERS = 1 << 20;

	private final DuckDBConnection session;

	private final List<AnswerColumn> columns;

	private final @Nullable String plan;

	private QueryAnswer(DuckDBConnection session, List<AnswerColumn> columns, @Nullable String plan) {
		this.session = session;
		this.columns = columns;
		this.plan = plan;
	}

	static QueryAnswer of(SpanStore store, QueryRequest request, RecentStatements statements) throws SQLException {
		DuckDBConnection session = store.session();
		try {
			execute(session, VisibleRecords.of(request));
			String sql = statements.prepare(session, request.sql(), request.limit());
			String plan = request.explain() ? explain(session, sql) : null;
			execute(session, "CREATE TEMP TABLE answer AS " + sql);
			return new QueryAnswer(session, columns(session), plan);
		}
		catch (SQLException | RuntimeException ex) {
			session.close();
			throw ex;
		}
	}

	private static void execute(DuckDBConnection session, String sql) throws SQLException {
		try (Statement statement = session.createStatement()) {
			statement.setQueryTimeout(SpanStore.QUERY_TIMEOUT_SECONDS);
			statement.execute(sql);
		}
	}

	private static String explain(DuckDBConnection session, String sql) throws SQLException {
		try (Statement statement = session.createStatement();
				ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
			plan.next();
			return plan.getString(2);
		}
	}

	private static List<AnswerColumn> columns(DuckDBConnection session) throws SQLException {
		try (Statement statement = session.createStatement();
				ResultSet nothing = statement.executeQuery("SELECT * FROM answer LIMIT 0")) {
			ResultSetMetaData metaData = nothing.getMetaData();
			List<AnswerColumn> columns = new ArrayList<>();
			for (int i = 1; i <= metaData.getColumnCount(); i++) {
				columns.add(new AnswerColumn(metaData.getColumnLabel(i), metaData.getColumnTypeName(i)));
			}
			if (columns.stream().anyMatch((column) -> column.name().equalsIgnoreCase("rowid"))) {
				throw new Refusal(400, "A column cannot be named rowid");
			}
			return columns;
		}
	}

	List<AnswerColumn> columns() {
		return this.columns;
	}

	/** The query plan; null unless the request asked for it. */
	@Nullable String plan() {
		return this.plan;
	}

	/** Passes on all rows in order, in batches of about a million characters. */
	void forEachBatch(BatchConsumer consumer) throws SQLException, IOException {
		long from = 0;
		int size = FIRST_BATCH_ROWS;
		List<@Nullable Object[]> batch = batch(from, size);
		while (!batch.isEmpty()) {
			consumer.accept(batch);
			from += size;
			size = nextSize(batch);
			batch = batch(from, size);
		}
	}

	private List<@Nullable Object[]> batch(long from, int size) throws SQLException {
		String sql = "SELECT * FROM answer WHERE rowid >= %d AND rowid < %d".formatted(from, from + size);
		try (Statement statement = this.session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			List<@Nullable Object[]> batch = new ArrayList<>();
			while (rows.next()) {
				batch.add(row(rows));
			}
			return batch;
		}
	}

	private @Nullable Object[] row(ResultSet rows) throws SQLException {
		@Nullable Object[] row = new Object[this.columns.size()];
		for (int i = 0; i < row.length; i++) {
			row[i] = this.columns.get(i).value(rows, i + 1);
		}
		return row;
	}

	private static int nextSize(List<@Nullable Object[]> batch) {
		long characters = batch.stream().mapToLong(QueryAnswer::characters).sum();
		return (int) Math.max(1, Math.min(MAX_BATCH_ROWS, BATCH_CHARACTERS * (long) batch.size() / (characters + 1)));
	}

	private static long characters(@Nullable Object[] row) {
		long characters = 0;
		for (Object value : row) {
			characters += (value instanceof CharSequence text) ? text.length() : 16;
		}
		return characters;
	}

	@Override
	public void close() throws SQLException {
		this.session.close();
	}

	/** Receives some rows at a time. */
	@FunctionalInterface
	interface BatchConsumer {

		void accept(List<@Nullable Object[]> rows) throws SQLException, IOException;

	}

}
