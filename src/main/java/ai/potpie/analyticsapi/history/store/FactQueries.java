package ai.potpie.analyticsapi.history.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Queries facts with the statements of questions, a few at once.
 */
public class FactQueries {

	/** Years by days and groups have more rows than Logfire would answer with. */
	private static final int MAX_ROWS = 100_000;

	private static final Duration SOON = Duration.ofSeconds(1);

	/** PostgreSQL's code for a lock that somebody else has. */
	private static final String LOCKED = "55P03";

	private final HistoryDatabase database;

	private final Semaphore places;

	/**
	 * Creates queries.
	 * @param atOnce how many may run at once; others wait
	 */
	public FactQueries(HistoryDatabase database, int atOnce) {
		this.database = database;
		this.places = new Semaphore(atOnce, true);
	}

	/**
	 * Queries rows.
	 * @param source what they are said to come from
	 * @throws LogfireException if there is no complete answer by the deadline
	 * @throws org.springframework.dao.DataAccessException if the database does not work
	 */
	public Rows query(LogfireQuery query, RowSource source, Deadline deadline, MemoryShare memory) {
		LogfireQuery limited = (query.limit() < LogfireQuery.MAX_LIMIT) ? query
				: new LogfireQuery(query.sql(), query.start(), query.end(), MAX_ROWS);
		takePlace(deadline);
		try {
			List<Row> rows = rows(limited, deadline, memory);
			limited.requireWhole(rows.size());
			return new Rows(rows, source);
		}
		catch (QueryTimeoutException ex) {
			throw new LogfireException(Reason.TIMED_OUT, "The history did not answer in time", null, ex);
		}
		catch (UncategorizedSQLException ex) {
			if (LOCKED.equals(ex.getSQLException().getSQLState())) {
				throw new LogfireException(Reason.NO_HISTORY, "The history's facts are locked", SOON, ex);
			}
			throw ex;
		}
		finally {
			this.places.release();
		}
	}

	private List<Row> rows(LogfireQuery query, Deadline deadline, MemoryShare memory) {
		return new JdbcTemplate(this.database.connections()).execute((Connection connection) -> {
			JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
			template.setMaxRows(query.limit());
			this.database.limit(template, deadline.left());
			return template.query(query.sql().text(), (row, number) -> claimed(row(row), memory));
		});
	}

	private void takePlace(Deadline deadline) {
		try {
			if (!this.places.tryAcquire(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
				throw new LogfireException(Reason.BUSY, "Too many questions wait for the history", SOON, null);
			}
		}
		catch (InterruptedException ex) {
			throw LogfireException.stopping(ex);
		}
	}

	private static Row claimed(Row row, MemoryShare memory) {
		memory.claim(row.weight());
		return row;
	}

	private static Row row(ResultSet row) throws SQLException {
		ResultSetMetaData columns = row.getMetaData();
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		for (int i = 1; i <= columns.getColumnCount(); i++) {
			json.set(columns.getColumnLabel(i), JsonMapper.shared().valueToTree(value(row, columns, i)));
		}
		return new Row(json);
	}

	private static @Nullable Object value(ResultSet row, ResultSetMetaData columns, int i) throws SQLException {
		return switch (columns.getColumnTypeName(i).toLowerCase(Locale.ROOT)) {
			case "timestamptz", "timestamp with time zone" -> text(row.getObject(i, OffsetDateTime.class));
			case "date" -> text(row.getObject(i, LocalDate.class));
			default -> plain(row.getObject(i));
		};
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	private static @Nullable Object plain(@Nullable Object value) throws SQLException {
		return (value instanceof Array array) ? List.of((Object[]) array.getArray()) : value;
	}

}
