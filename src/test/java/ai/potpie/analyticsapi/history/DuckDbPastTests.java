package ai.potpie.analyticsapi.history;

/**
 * In the memory of this process.
 */
class DuckDbPastTests extends PastTestBase {

	@Override
	String database() {
		return "jdbc:duckdb:";
	}

}
