package ai.potpie.analyticsapi.web.problem;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import ai.potpie.analyticsapi.web.parameters.ParameterRecord;

import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Converts errors of binding and validation into the terms of the API: with names of
 * parameters instead of names from Java.
 */
final class ParameterErrors {

	/** Constraints that come in pairs; the component has one message for both. */
	private static final Set<String> SAID_BY_COMPONENT = Set.of("Min", "Max");

	private ParameterErrors() {
	}

	static List<ParameterError> of(BindingResult result, Class<?> recordType, ParameterLimits limits) {
		ParameterRecord declared = ParameterRecord.of(recordType);
		return result.getAllErrors().stream().map((error) -> of(error, declared, limits)).distinct().toList();
	}

	private static ParameterError of(ObjectError error, ParameterRecord declared, ParameterLimits limits) {
		String message = Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
		String name = (error instanceof FieldError field) ? field.getField() : error.getObjectName();
		String constraint = error.getCode();
		if (constraint == null) {
			return new ParameterError(name, message);
		}
		return declared.find(name)
			.map((component) -> new ParameterError(component.name(),
					SAID_BY_COMPONENT.contains(constraint) ? component.expectation(limits) : message))
			.orElseGet(() -> new ParameterError(name, message));
	}

}
