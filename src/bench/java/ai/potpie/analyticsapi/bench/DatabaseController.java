package ai.potpie.analyticsapi.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import ai.potpie.analyticsapi.analytics.DashboardStatement;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the database of the history for what a dashboard needs, and for nothing around it.
 */
@RestController
@Profile(ConstantApplication.PROFILE)
class DatabaseController {

	private final ThreadLocal<Connection> connection = ThreadLocal.withInitial(DatabaseController::connect);

	@GetMapping("/history/{user}")
	long rows(@PathVariable String user) throws SQLException {
		try (Statement statement = this.connection.get().createStatement();
				ResultSet rows = statement.executeQuery(DashboardStatement.of(user, 30))) {
			long count = 0;
			while (rows.next()) {
				for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
					rows.getString(i);
				}
				count++;
			}
			return count;
		}
	}

	private static Connection connect() {
		String url = Objects.requireNonNull(System.getenv("ANALYTICS_HISTORY_URL"));
		try {
			Connection connection = DriverManager.getConnection(url, System.getenv("ANALYTICS_HISTORY_USER"), null);
			if (url.startsWith("jdbc:postgresql:")) {
				try (Statement statement = connection.createStatement()) {
					statement.execute("SET jit = off");
				}
			}
			return connection;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
