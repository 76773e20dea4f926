package ai.potpie.analyticsapi.testing;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes answers as the service does.
 */
public final class AnswerJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.build();

	private AnswerJson() {
	}

	public static String of(Object answer) {
		return MAPPER.writeValueAsString(answer);
	}

	public static ObjectNode tree(Object answer) {
		return MAPPER.valueToTree(answer);
	}

}
