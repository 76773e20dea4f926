package ai.potpie.analyticsapi.alert;

import java.io.IOException;
import java.util.List;

import ai.potpie.analyticsapi.testing.PostgreSql;
import org.junit.jupiter.api.AfterAll;

class PostgreSqlBudgetTwinsTests extends BudgetTwinsTestBase {

	private PostgreSql server;

	@Override
	String database() throws IOException {
		this.server = PostgreSql.startOrSkip();
		return this.server.url();
	}

	@Override
	List<String> settings() {
		return List.of("--analytics.history.user=postgres");
	}

	/** As many as forecasts need. */
	@Override
	int days() {
		return 35;
	}

	@Override
	int rulesOfEachKind() {
		return 1;
	}

	@AfterAll
	void stopServer() throws IOException {
		if (this.server != null) {
			this.server.close();
		}
	}

}
