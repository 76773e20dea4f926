package ai.potpie.analyticsapi.history.store;

import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.settings.SettingException;

/**
 * The databases that can hold the history, and the few statements in which they differ.
 */
public enum Engine {

	/** Embedded, in a file or in memory, for one process. */
	DUCKDB(List.of("migration"),
			"INSERT INTO fact BY NAME SELECT unnest(from_json(CAST(? AS JSON), '[%s]'), recursive := true)", """
					SELECT CAST(json_group_object(column_name, data_type) AS VARCHAR)
					FROM duckdb_columns()
					WHERE table_name = 'fact'
					""", "SELECT TRUE", "SELECT TRUE", """
					SELECT CAST(coalesce(sum(total_blocks * block_size), 0) AS BIGINT)
					FROM pragma_database_size()
					"""),

	/** A server that replicas share. */
	POSTGRESQL(List.of("migration", "postgresql"),
			"INSERT INTO fact SELECT * FROM json_populate_recordset(NULL::fact, CAST(? AS json))", "SELECT ''",
			"SELECT pg_try_advisory_xact_lock(hashtext('analytics-api feed')) AND %s".formatted(Engine.FEW_LOCKS),
			"SELECT %s FROM pg_advisory_xact_lock(hashtext('analytics-api feed'))".formatted(Engine.FEW_LOCKS),
			"SELECT pg_total_relation_size('fact')");

	/** From now on this transaction does not wait for long where others lock a table. */
	private static final String FEW_LOCKS = "set_config('lock_timeout', '5s', TRUE) IS NOT NULL";

	private static final String PREFIX = "jdbc:";

	private static final String FOLDER = "classpath:" + Engine.class.getPackageName().replace('.', '/') + "/";

	private final List<String> folders;

	private final String insert;

	private final String structure;

	private final String lock;

	private final String waitForLock;

	private final String size;

	Engine(List<String> folders, String insert, String structure, String lock, String waitForLock, String size) {
		this.folders = folders;
		this.insert = insert;
		this.structure = structure;
		this.lock = lock;
		this.waitForLock = waitForLock;
		this.size = size;
	}

	/**
	 * The engine of an address.
	 * @throws SettingException if the address names none
	 */
	static Engine of(String url) {
		return List.of(values())
			.stream()
			.filter((engine) -> url.startsWith(engine.prefix()))
			.findFirst()
			.orElseThrow(() -> new SettingException("ANALYTICS_HISTORY_URL names a database of an unknown kind",
					"Begin it with %s or %s".formatted(DUCKDB.prefix(), POSTGRESQL.prefix())));
	}

	String prefix() {
		return PREFIX + name().toLowerCase(Locale.ROOT) + ":";
	}

	/** The folders of its migrations: those of all engines, and its own. */
	String[] migrations() {
		return this.folders.stream().map((folder) -> FOLDER + folder).toArray(String[]::new);
	}

	/** Selects the names and types of columns, as far as {@link #insert} needs them. */
	String structure() {
		return this.structure;
	}

	/** Inserts the facts in a JSON list of objects, whose keys are columns. */
	String insert(String structure) {
		return this.insert.formatted(structure);
	}

	/**
	 * Selects whether this transaction has become the only one of all replicas that
	 * writes.
	 */
	String lock() {
		return this.lock;
	}

	/** Waits until this transaction is the only one of all replicas that writes. */
	String waitForLock() {
		return this.waitForLock;
	}

	/** Selects how much the facts take on disk, in bytes. */
	String size() {
		return this.size;
	}

}
