package ai.potpie.analyticsapi.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import ai.potpie.analyticsapi.web.parameters.ParameterRecord;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.JavadocProvider;

import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents the single parameters of a handler's record, which springdoc sees as one
 * object, and the pattern of user ids.
 */
class ParameterDocs implements GlobalOperationCustomizer {

	private final JavadocProvider javadoc;

	private final UserIds userIds;

	private final ParameterLimits limits;

	ParameterDocs(JavadocProvider javadoc, UserIds userIds, ParameterLimits limits) {
		this.javadoc = javadoc;
		this.userIds = userIds;
		this.limits = limits;
	}

	@Override
	public Operation customize(Operation operation, HandlerMethod handler) {
		List<Parameter> inPath = Stream.ofNullable(operation.getParameters())
			.flatMap(List::stream)
			.filter((parameter) -> "path".equals(parameter.getIn()))
			.toList();
		operation.setParameters(null);
		inPath.forEach((parameter) -> operation.addParametersItem(inPath(parameter)));
		Arrays.stream(handler.getMethodParameters())
			.filter(ParameterRecord::isTakenBy)
			.map(MethodParameter::getParameterType)
			.forEach((type) -> addComponents(type, operation));
		return operation;
	}

	private Parameter inPath(Parameter parameter) {
		if (!"user_id".equals(parameter.getName())) {
			return parameter;
		}
		JsonSchema schema = new JsonSchema();
		schema.typesItem("string").pattern("^(?:%s)$".formatted(this.userIds.pattern())).maxLength(UserIds.MAX_LENGTH);
		return new PathParameter().name(parameter.getName())
			.description(parameter.getDescription())
			.schema(schema)
			.example("user_123");
	}

	private void addComponents(Class<?> type, Operation operation) {
		for (ParameterRecord.Component component : ParameterRecord.of(type).components()) {
			operation.addParametersItem(new QueryParameter().name(component.name())
				.description(this.javadoc.getRecordClassParamJavadoc(component.owner()).get(component.field()))
				.required(false)
				.style(Parameter.StyleEnum.FORM)
				.explode(true)
				.schema(ParameterSchema.of(component, this.limits)));
		}
	}

}
