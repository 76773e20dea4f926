package ai.potpie.analyticsapi.analytics.oracle;

import ai.potpie.analyticsapi.testing.ApiTest;

import org.springframework.test.context.TestPropertySource;

/**
 * Runs of usage spans, and of the agent spans that have none.
 */
@ApiTest
@TestPropertySource(properties = "analytics.runs=auto")
class AutoRunsApiTests extends OracleApiTestBase {

	AutoRunsApiTests() {
		super(OracleSettings.DEFAULT.withRuns(OracleRunsMode.AUTO));
	}

}
