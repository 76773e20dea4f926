package ai.potpie.analyticsapi.analytics.oracle;

import ai.potpie.analyticsapi.testing.ApiTest;

import org.springframework.test.context.TestPropertySource;

/**
 * Runs as they are if no setting says otherwise. Hundreds of cases of these are compared
 * without HTTP, by the tests of each question.
 */
@ApiTest
@TestPropertySource(properties = "analytics.runs=usage_spans")
class UsageSpanRunsApiTests extends OracleApiTestBase {

	UsageSpanRunsApiTests() {
		super(OracleSettings.DEFAULT, 5);
	}

}
