package ai.potpie.analyticsapi.history.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import javax.sql.DataSource;

import ai.potpie.analyticsapi.settings.SettingException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The database of the history, and its connections.
 */
public class HistoryDatabase implements AutoCloseable {

	/** A question falls back to Logfire after this, so it must be short. */
	private static final int CONNECTION_TIMEOUT_MILLIS = 500;

	/** A connection that does not answer in this time is replaced. */
	private static final int VALIDATION_TIMEOUT_MILLIS = 250;

	/** The time in which it is noticed that a statement was ended. */
	private static final Duration TO_NOTICE = Duration.ofSeconds(1);

	/** No statement takes longer, unless the database hangs or the network is gone. */
	private static final String LONGEST_STATEMENT_SECONDS = "120";

	/**
	 * To compile statements takes longer than to run them. If a replica is gone without a
	 * word, the server soon ends its transaction: another one waits to go on.
	 */
	private static final String SESSION = """
			SET jit = off;
			SET TIME ZONE 'UTC';
			SET tcp_keepalives_idle = 15;
			SET tcp_keepalives_interval = 5;
			SET tcp_keepalives_count = 3;
			""";

	/** For the feed, its status and its metrics, and for alerts, beside questions. */
	private static final int OTHER_CONNECTIONS = 8;

	private final Engine engine;

	private final HikariDataSource pool;

	private volatile boolean migrated;

	public HistoryDatabase(HistoryProperties properties) {
		this.engine = Engine.of(properties.url());
		HikariConfig config = new HikariConfig();
		config.setPoolName("history");
		config.setMaximumPoolSize(properties.connections() + OTHER_CONNECTIONS);
		config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
		// The service starts without its database
		config.setInitializationFailTimeout(-1);
		if (this.engine == Engine.DUCKDB) {
			config.setDataSource(new EmbeddedDatabase(properties));
		}
		else {
			config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
			config.setJdbcUrl(properties.url());
			config.setUsername(properties.user());
			config.setPassword(properties.password());
			config.addDataSourceProperty("ApplicationName", "analytics-api");
			config.addDataSourceProperty("connectTimeout", "2");
			config.addDataSourceProperty("socketTimeout", LONGEST_STATEMENT_SECONDS);
			config.addDataSourceProperty("tcpKeepAlive", "true");
			// Statements are long and rarely the same
			config.addDataSourceProperty("prepareThreshold", "0");
			config.setConnectionInitSql(SESSION);
		}
		this.pool = new HikariDataSource(config);
	}

	public Engine engine() {
		return this.engine;
	}

	public DataSource connections() {
		return this.pool;
	}

	/**
	 * Creates the tables, or changes those of earlier versions, once.
	 * @throws DataAccessResourceFailureException if the database does not answer
	 */
	public synchronized void migrate() {
		if (this.migrated) {
			return;
		}
		try {
			Flyway.configure()
				.dataSource(this.pool)
				.locations(this.engine.migrations())
				.table("history_migration")
				.load()
				.migrate();
			this.migrated = true;
		}
		catch (FlywayException ex) {
			throw new DataAccessResourceFailureException("The history's tables cannot be created", ex);
		}
	}

	/**
	 * Has a statement end in time, even if the database hangs or others lock its tables:
	 * PostgreSQL ends it, or the connection is closed a second later.
	 * @param template has one connection, on which a transaction begins that its pool
	 * ends
	 */
	void limit(JdbcTemplate template, Duration time) {
		Duration statement = time.minus(TO_NOTICE.multipliedBy(2));
		Duration atLeast = (statement.compareTo(TO_NOTICE) > 0) ? statement : TO_NOTICE;
		if (this.engine == Engine.DUCKDB) {
			template.setQueryTimeout((int) atLeast.toSeconds());
			return;
		}
		awaitAtMost(TO_NOTICE, template);
		template.execute("SET LOCAL lock_timeout = %d; SET LOCAL statement_timeout = %d"
			.formatted(CONNECTION_TIMEOUT_MILLIS, atLeast.toMillis()));
		awaitAtMost(atLeast.plus(TO_NOTICE), template);
	}

	private static void awaitAtMost(Duration time, JdbcTemplate template) {
		template.execute((Connection connection) -> {
			connection.setAutoCommit(false);
			connection.setNetworkTimeout(Runnable::run, (int) time.toMillis());
			return time;
		});
	}

	/** Whether the tables are there. */
	public boolean isMigrated() {
		return this.migrated;
	}

	@Override
	public void close() {
		this.pool.close();
	}

	/**
	 * An embedded DuckDB, of which each connection is a session of its own.
	 */
	private static final class EmbeddedDatabase extends AbstractDataSource implements AutoCloseable {

		/**
		 * Statements mean the same as in Logfire and in PostgreSQL. Grouping sets stay
		 * one step of a plan: to plan one for each takes longer than it saves.
		 */
		private static final String SETTINGS = """
				SET GLOBAL TimeZone = 'UTC';
				SET GLOBAL default_null_order = 'postgres';
				SET GLOBAL integer_division = true;
				SET GLOBAL disabled_optimizers = 'grouping_sets';
				SET autoinstall_known_extensions = false;
				SET memory_limit = '%dB';
				SET temp_directory = '%s';
				""";

		private final DuckDBConnection connection;

		EmbeddedDatabase(HistoryProperties properties) {
			try {
				this.connection = (DuckDBConnection) new DuckDBDriver().connect(properties.url(), new Properties());
				try (var statement = this.connection.createStatement()) {
					statement.execute(SETTINGS.formatted(properties.memory().toBytes(), temporary(properties.url())));
				}
			}
			catch (SQLException ex) {
				throw new SettingException(
						"ANALYTICS_HISTORY_URL names a database that cannot be opened: " + ex.getMessage(),
						"Name a file in a directory that this process may write, and that no other process has open");
			}
		}

		/**
		 * Where queries put what does not fit into memory: beside the file, if there is
		 * one.
		 */
		private static String temporary(String url) {
			String file = url.substring(Engine.DUCKDB.prefix().length()).replaceFirst(";.*", "");
			return (file.isEmpty()
					? System.getProperty("java.io.tmpdir") + "/analytics-api-" + ProcessHandle.current().pid()
					: file + ".tmp")
				.replace("'", "''");
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.connection.duplicate();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		@Override
		public void close() throws SQLException {
			this.connection.close();
		}

	}

}
