package ai.potpie.analyticsapi.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The databases that can hold the service's history.
 */
enum HistoryEngine {

	DUCKDB("DuckDB") {

		@Override
		Database create() throws IOException {
			String file = Files.createTempDirectory(Setup.DIRECTORY, "history").resolve("history.duckdb").toString();
			return new Database(Map.of("ANALYTICS_HISTORY_URL", "jdbc:duckdb:" + file), () -> {
			});
		}

	},

	POSTGRESQL("PostgreSQL") {

		@Override
		boolean isInstalled() {
			return PostgreSqlServer.isInstalled();
		}

		@Override
		Database create() throws IOException, InterruptedException {
			PostgreSqlServer server = PostgreSqlServer.start();
			return new Database(
					Map.of("ANALYTICS_HISTORY_URL", server.url(), "ANALYTICS_HISTORY_USER", PostgreSqlServer.USER),
					server);
		}

	};

	private final String label;

	HistoryEngine(String label) {
		this.label = label;
	}

	/** Those that this machine has. */
	static List<HistoryEngine> installed() {
		return Arrays.stream(values()).filter(HistoryEngine::isInstalled).toList();
	}

	boolean isInstalled() {
		return true;
	}

	/** Creates an empty database. */
	abstract Database create() throws IOException, InterruptedException;

	@Override
	public String toString() {
		return this.label;
	}

	/**
	 * A database.
	 *
	 * @param settings the settings with which the service uses it
	 * @param server closed with it
	 */
	record Database(Map<String, String> settings, Closeable server) implements Closeable {

		@Override
		public void close() throws IOException {
			this.server.close();
		}

	}

}
