package ai.potpie.analyticsapi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * As {@link ApiTest}, but now: for programs that send what they do while they do it. What
 * they do is runs, by their agents' spans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "analytics.cache.size=0",
				"analytics.runs=auto", "analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN })
@Import(ApiTest.LogfireConfiguration.class)
public @interface PresentApiTest {

}
