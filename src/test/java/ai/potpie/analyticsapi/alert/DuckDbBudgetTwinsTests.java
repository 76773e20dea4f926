package ai.potpie.analyticsapi.alert;

class DuckDbBudgetTwinsTests extends BudgetTwinsTestBase {

	@Override
	int rulesOfEachKind() {
		return 4;
	}

}
