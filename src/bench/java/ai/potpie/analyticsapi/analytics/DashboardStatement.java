package ai.potpie.analyticsapi.analytics;

/**
 * The statement for a dashboard's numbers, as the history's database gets it.
 */
public final class DashboardStatement {

	private DashboardStatement() {
	}

	public static String of(String userId, int days) {
		return BenchmarkQuestions.analytics(userId, days).ofHistory().query().sql().text();
	}

}
