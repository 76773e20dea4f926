package ai.potpie.analyticsapi.redis;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if the settings name a Redis. An empty address names none.
 */
class OnRedis implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment())
			.bind("analytics.redis.url", String.class)
			.map(StringUtils::hasText)
			.orElse(false);
	}

}
