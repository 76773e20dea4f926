package ai.potpie.analyticsapi.settings;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if a setting has a value. An empty one is none.
 */
public abstract class OnSetting implements Condition {

	private final String name;

	/**
	 * Creates a condition.
	 * @param name the name of the setting's property
	 */
	protected OnSetting(String name) {
		this.name = name;
	}

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return Binder.get(context.getEnvironment())
			.bind(this.name, String.class)
			.map(StringUtils::hasText)
			.orElse(false);
	}

}
