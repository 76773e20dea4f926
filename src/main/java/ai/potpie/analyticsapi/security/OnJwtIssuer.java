package ai.potpie.analyticsapi.security;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Somebody's JWTs are accepted. An empty setting is none.
 */
class OnJwtIssuer implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment())
			.bind("analytics.jwt.issuer", Bindable.listOf(String.class))
			.map((issuers) -> issuers.stream().anyMatch(StringUtils::hasText))
			.orElse(false);
	}

}
