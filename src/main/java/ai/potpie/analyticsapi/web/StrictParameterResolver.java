package ai.potpie.analyticsapi.web;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.Assert;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DataBinder;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Makes a handler's record from the query, and from nothing else: Spring would also look
 * for its components among the request's headers and path variables. A parameter that the
 * record does not declare, or one too many, is an error, so that a typo never becomes a
 * default.
 */
class StrictParameterResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType().isRecord()
				&& !parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) throws Exception {
		Assert.state(binderFactory != null, "A binder factory is needed to make a record");
		WebDataBinder binder = binderFactory.createBinder(request, null, "parameters",
				ResolvableType.forMethodParameter(parameter));
		ParameterRecord declared = ParameterRecord.of(parameter.getParameterType());
		Map<String, String[]> sent = request.getParameterMap();
		rejectUnknown(declared, sent, binder.getBindingResult());
		rejectRepeatedOrEmpty(declared, sent, binder.getBindingResult());
		binder.construct(new SentValues(declared, sent));
		if (!binder.getBindingResult().hasErrors()) {
			binder.validate();
		}
		if (binder.getBindingResult().hasErrors()) {
			throw new MethodArgumentNotValidException(parameter, binder.getBindingResult());
		}
		return binder.getTarget();
	}

	private static void rejectUnknown(ParameterRecord declared, Map<String, String[]> sent, BindingResult result) {
		sent.keySet()
			.stream()
			.filter((name) -> !declared.names().contains(name))
			.forEach((name) -> reject(name,
					"is not a parameter here. Allowed are " + String.join(", ", declared.names()), result));
	}

	private static void rejectRepeatedOrEmpty(ParameterRecord declared, Map<String, String[]> sent,
			BindingResult result) {
		for (ParameterRecord.Component component : declared.components()) {
			String[] values = sent.get(component.name());
			if (values == null || component.isRepeatable()) {
				continue;
			}
			if (values.length != 1) {
				reject(component.name(), "must be given once, not %d times".formatted(values.length), result);
			}
			else if (values[0].isEmpty()) {
				reject(component.name(), component.expectation() + ", it is empty", result);
			}
		}
	}

	private static void reject(String name, String message, BindingResult result) {
		result.addError(new FieldError(result.getObjectName(), name, message));
	}

	/** The values that are left when those above are rejected. */
	private record SentValues(ParameterRecord declared,
			Map<String, String[]> sent) implements DataBinder.ValueResolver {

		@Override
		public @Nullable Object resolveValue(String name, Class<?> type) {
			String[] values = this.sent.get(name);
			if (values == null || !this.declared.names().contains(name)) {
				return null;
			}
			if (List.class.isAssignableFrom(type)) {
				return values;
			}
			return (values.length == 1 && !values[0].isEmpty()) ? values[0] : null;
		}

		@Override
		public Set<String> getNames() {
			return Set.of();
		}

	}

}
