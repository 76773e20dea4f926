package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.testing.PostgreSql;
import org.junit.jupiter.api.AfterAll;

/**
 * In a PostgreSQL server.
 */
class PostgreSqlPastTests extends PastTestBase {

	private PostgreSql server;

	@Override
	String database() throws Exception {
		this.server = PostgreSql.startOrSkip();
		return this.server.url();
	}

	@AfterAll
	void stopServer() throws Exception {
		if (this.server != null) {
			this.server.close();
		}
	}

}
