package ai.potpie.analyticsapi.locallogfire.demo;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Prints example requests after the demo has started.
 */
public class DemoGuide {

	@EventListener
	void print(ApplicationReadyEvent ready) {
		System.out.println(guide(ready.getApplicationContext().getEnvironment()));
	}

	static String guide(Environment environment) {
		String api = "http://localhost:" + environment.getProperty("local.server.port", "8001");
		return """

				  The Analytics API is ready, with 90 days of demo data.

				    Dashboard %1$s/
				    API       %1$s
				    Docs      %1$s/docs
				    Logfire   http://localhost:%2$s   (a local one: spans to /v1/traces, queries to /v2/query)
				    Health    http://localhost:%3$s/actuator/health

				    demo-token        reads user_123
				    demo-admin-token  reads everyone

				  Costs, outcomes and conversations of the last 30 days:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123"

				  The same for whomever the token belongs to:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/me"

				  The same by the days of Paris, with a zero for every day without data:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123?days=7&timezone=Europe/Paris&fill=zero"

				  Tokens and cost of each day by model, and the most expensive runs:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123/usage?days=7&group_by=model"
				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123/runs?sort=cost&limit=3"

				  The last 15 days beside the 15 before them:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123/compare?days=15"

				  The newest spans behind the numbers, and the errors only:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123/raw?limit=2"
				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_123/raw?min_level=error&limit=2"

				  Another user, with a token that may read everyone, and with one that may not:

				    curl -s -H "Authorization: Bearer demo-admin-token" "%1$s/api/v1/analytics/user/user_124"
				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/user/user_124"

				  What is left of two budgets, and what their alerts sent:

				    curl -s -H "Authorization: Bearer demo-token" "%1$s/api/v1/analytics/me/budget"
				    curl -s "http://localhost:%2$s/local/webhooks"

				  Everyone, most expensive first:

				    curl -s -H "Authorization: Bearer demo-admin-token" "%1$s/api/v1/analytics/users?top=5"
				"""
			.formatted(api, environment.getProperty("local-logfire.port", "4318"),
					environment.getProperty("local.management.port", "8081"));
	}

}
