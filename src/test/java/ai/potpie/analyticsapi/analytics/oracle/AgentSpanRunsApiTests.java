package ai.potpie.analyticsapi.analytics.oracle;

import ai.potpie.analyticsapi.testing.ApiTest;

import org.springframework.test.context.TestPropertySource;

/**
 * Runs of outermost agent spans.
 */
@ApiTest
@TestPropertySource(properties = "analytics.runs=agent_spans")
class AgentSpanRunsApiTests extends OracleApiTestBase {

	AgentSpanRunsApiTests() {
		super(OracleSettings.DEFAULT.withRuns(OracleRunsMode.AGENT_SPANS));
	}

}
