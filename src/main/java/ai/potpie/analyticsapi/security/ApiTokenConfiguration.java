package ai.potpie.analyticsapi.security;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.support.TaskUtils;

/**
 * Tokens from the settings and from a file, which is looked at every second.
 */
@Configuration(proxyBeanMethods = false)
class ApiTokenConfiguration {

	@Bean
	ApiTokenSource apiTokenSource(AccessProperties properties, JwtProperties jwt, UserIds userIds) {
		ApiTokenParser parser = new ApiTokenParser(userIds, properties.allowWeakTokens());
		return new ApiTokenSource(parser, properties.apiTokens(), properties.tokenFile(), !jwt.acceptsAny());
	}

	/** A timer of its own: a file system that hangs holds up nobody else's tasks. */
	@Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
	ScheduledExecutorService apiTokenRefresh(AccessProperties properties, ApiTokenSource source) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("api-tokens-");
		threads.setDaemon(true);
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads);
		if (properties.tokenFile() != null) {
			timer.scheduleWithFixedDelay(TaskUtils.decorateTaskWithErrorHandler(source::refresh, null, true), 1, 1,
					TimeUnit.SECONDS);
		}
		return timer;
	}

}
