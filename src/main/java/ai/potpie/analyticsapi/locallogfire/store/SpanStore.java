package ai.potpie.analyticsapi.locallogfire.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * The database, which has one table that only grows.
 */
public final class SpanStore implements AutoCloseable {

	/**
	 * Settings that isolate the database. A query cannot undo them, because it may only
	 * be one SELECT.
	 */
	private static final String CLOSED_TO_THE_WORLD = """
			SET enable_external_access = false;
			SET autoinstall_known_extensions = false;
			SET autoload_known_extensions = false;
			SET GLOBAL TimeZone = 'UTC';
			""";

	private final DuckDBConnection connection;

	/** A query that takes longer than this is cancelled. */
	public static final int QUERY_TIMEOUT_SECONDS = 60;

	private SpanStore(DuckDBConnection connection) {
		this.connection = connection;
	}

	/** Opens a database file, or memory if the name is blank. */
	public static SpanStore open(String database) {
		try {
			DuckDBConnection connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + database,
					new Properties());
			try (Statement statement = connection.createStatement()) {
				// Starts the driver's thread for timeouts here, because Tomcat would
				// report it as a leak if a servlet started it
				statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
				statement.execute(CLOSED_TO_THE_WORLD);
				statement.execute(schema());
			}
			return new SpanStore(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot open the local Logfire's database '%s'".formatted(database), ex);
		}
	}

	private static String schema() {
		try {
			return new ClassPathResource("schema.sql", SpanStore.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A connection for one query, which alone sees the views created in it. */
	public DuckDBConnection session() throws SQLException {
		return this.connection.duplicate();
	}

	public boolean isEmpty() throws SQLException {
		try (Statement statement = this.connection.createStatement();
				var rows = statement.executeQuery("SELECT 1 FROM stored_record LIMIT 1")) {
			return !rows.next();
		}
	}

	/**
	 * Appends rows in order of start, so that a query can skip the blocks outside its
	 * bounds.
	 */
	public synchronized void append(Collection<SpanRecord> records) throws SQLException {
		List<SpanRecord> sorted = records.stream().sorted(Comparator.comparing(SpanRecord::startTimestamp)).toList();
		try (DuckDBAppender appender = this.connection.createAppender("stored_record")) {
			long now = micros(Instant.now());
			for (SpanRecord span : sorted) {
				append(appender, now, span);
			}
		}
	}

	private static void append(DuckDBAppender row, long now, SpanRecord span) throws SQLException {
		row.beginRow();
		row.appendEpochMicros((span.createdAt() != null) ? micros(span.createdAt()) : now);
		row.appendEpochMicros(micros(span.startTimestamp()));
		row.appendEpochMicros(micros(span.endTimestamp()));
		row.append(span.duration());
		appendTexts(row, span.traceId(), span.spanId(), span.parentSpanId(), span.kind());
		row.append((short) span.level());
		appendTexts(row, span.spanName(), span.message());
		row.append(span.isException());
		appendTexts(row, span.exceptionType(), span.exceptionMessage(), span.exceptionStacktrace());
		row.append(span.tags());
		appendTexts(row, span.attributes(), span.serviceName(), span.serviceVersion(), span.deploymentEnvironment());
		appendTexts(row, span.otelResourceAttributes(), span.otelScopeName(), span.otelScopeVersion());
		appendTexts(row, span.otelStatusCode(), span.otelStatusMessage(), span.otelEvents(), span.otelLinks());
		row.endRow();
	}

	private static void appendTexts(DuckDBAppender row, @Nullable String... texts) throws SQLException {
		for (String text : texts) {
			row.append(text);
		}
	}

	private static long micros(Instant instant) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
	}

	@Override
	public synchronized void close() throws SQLException {
		this.connection.close();
	}

}
