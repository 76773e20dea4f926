package ai.potpie.analyticsapi.security.apitoken;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.security.TokenAuthenticator;
import ai.potpie.analyticsapi.security.UserIds;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.support.TaskUtils;

/**
 * API tokens from the settings and from a file, which is checked every second.
 */
@Configuration(proxyBeanMethods = false)
class ApiTokenConfiguration {

	/** API tokens are required if no other tokens authenticate callers. */
	@Bean
	ApiTokenSource apiTokenSource(ApiTokenProperties properties, UserIds userIds, ListableBeanFactory beans) {
		ApiTokenParser parser = new ApiTokenParser(userIds, properties.allowWeakTokens());
		boolean required = beans.getBeanNamesForType(TokenAuthenticator.class, true, false).length == 1;
		return new ApiTokenSource(parser, properties.apiTokens(), properties.file(), required);
	}

	/** A timer of its own: a file system that hangs delays no other task. */
	@Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
	ScheduledExecutorService apiTokenRefresh(ApiTokenProperties properties, ApiTokenSource source) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("api-tokens-");
		threads.setDaemon(true);
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads);
		if (properties.file() != null) {
			timer.scheduleWithFixedDelay(TaskUtils.decorateTaskWithErrorHandler(source::refresh, null, true), 1, 1,
					TimeUnit.SECONDS);
		}
		return timer;
	}

}
