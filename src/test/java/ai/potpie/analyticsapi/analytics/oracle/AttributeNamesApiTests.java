package ai.potpie.analyticsapi.analytics.oracle;

import java.util.List;

import ai.potpie.analyticsapi.testing.ApiTest;

import org.springframework.test.context.TestPropertySource;

/**
 * Spans that say whose they are and what they belong to under other names.
 */
@ApiTest
@TestPropertySource(properties = { "analytics.runs=auto", "analytics.user-attributes=user.id,enduser.id,user_id",
		"analytics.run-attributes=run_id,langfuse.session.id", "analytics.conversation-attributes=session.id",
		"analytics.project-attributes=tenant,project_id", "analytics.agent-attributes=gen_ai.agent.name,agent_id" })
class AttributeNamesApiTests extends OracleApiTestBase {

	private static final OracleNames NAMES = new OracleNames(List.of("user.id", "enduser.id", "user_id"),
			List.of("run_id", "langfuse.session.id"), List.of("session.id"), List.of("tenant", "project_id"),
			List.of("gen_ai.agent.name", "agent_id"));

	AttributeNamesApiTests() {
		super(OracleSettings.DEFAULT.withRuns(OracleRunsMode.AUTO).withNames(NAMES));
	}

}
