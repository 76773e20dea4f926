package ai.potpie.analyticsapi.dashboard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTest;

import org.springframework.test.context.TestPropertySource;

/**
 * The service as {@link ApiTest} has it, with the page, a button for the token of
 * user_123 and answers that stay for a while.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApiTest
@TestPropertySource(properties = { "analytics.cache.size=64MB", "logfire.retention-days=90",
		"analytics.dashboard.public-tokens=user_123=" + AnalyticsApi.USER_TOKEN })
@interface DashboardTest {

}
