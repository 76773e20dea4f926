package ai.potpie.analyticsapi.alert.evaluation;

import java.nio.file.Path;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;

/**
 * A database of its own with the tables of alerts.
 */
public final class AlertTables {

	private AlertTables() {
	}

	public static HikariDataSource create(Path directory) {
		HikariDataSource connections = new HikariDataSource();
		connections.setJdbcUrl("jdbc:duckdb:" + directory.resolve("alerts.duckdb"));
		connections.setMaximumPoolSize(3);
		migrate(connections);
		return connections;
	}

	private static void migrate(DataSource connections) {
		Flyway.configure()
			.dataSource(connections)
			.locations("classpath:ai/potpie/analyticsapi/history/store/migration")
			.load()
			.migrate();
	}

}
