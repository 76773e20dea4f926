package ai.potpie.analyticsapi.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.util.StringUtils;

/**
 * Documents the paths of {@code /me}, which have the same handlers as those of
 * {@code /user/{user_id}}.
 */
class OwnDataDocs implements GlobalOpenApiCustomizer {

	private static final String OWN = "/api/v1/analytics/me";

	private static final String WHOSE = """


			This is the answer for the user to whom the token belongs. A token that may read everyone's data belongs \
			to nobody, and gets a 400.""";

	@Override
	public void customise(OpenAPI document) {
		document.getPaths().forEach((path, item) -> {
			for (Operation operation : item.readOperations()) {
				String id = operation.getOperationId().replaceFirst("_\\d+$", "");
				if (path.equals(OWN) || path.startsWith(OWN + "/")) {
					id = "own" + StringUtils.capitalize(id.replaceFirst("^(user|raw)", ""));
					operation.setDescription(operation.getDescription() + WHOSE);
					operation.getParameters().removeIf((parameter) -> "path".equals(parameter.getIn()));
				}
				operation.setOperationId(id);
			}
		});
	}

}
