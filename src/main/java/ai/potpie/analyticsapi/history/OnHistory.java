package ai.potpie.analyticsapi.history;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if the settings name a database for the history. An empty address names none.
 */
class OnHistory implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment())
			.bind("analytics.history.url", String.class)
			.map(StringUtils::hasText)
			.orElse(false);
	}

}
