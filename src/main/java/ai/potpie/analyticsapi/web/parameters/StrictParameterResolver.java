package ai.potpie.analyticsapi.web.parameters;

import ai.potpie.analyticsapi.export.FileParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.validation.autoconfigure.ValidatorAdapter;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Creates a handler's record from the query alone; Spring would also look for its
 * components among the request's headers and path variables. An unknown or repeated
 * parameter is an error, so that a typo never becomes a default.
 * <p>
 * Spring's binder could create the record too, but it would name the components of a
 * nested record {@code days.start_date} instead of {@code start_date}.
 */
class StrictParameterResolver implements HandlerMethodArgumentResolver {

	private static final String NAME = "parameters";

	private final ContentNegotiationStrategy negotiation;

	private final ParameterLimits limits;

	StrictParameterResolver(ContentNegotiationStrategy negotiation, ParameterLimits limits) {
		this.negotiation = negotiation;
		this.limits = limits;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return ParameterRecord.isTakenBy(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) throws Exception {
		Assert.state(binderFactory != null, "A binder factory is needed to make a record");
		ParameterRecord declared = ParameterRecord.of(parameter.getParameterType());
		WebDataBinder binder = binderFactory.createBinder(request, null, NAME,
				ResolvableType.forMethodParameter(parameter));
		Object[] values = new SentParameters(declared, request.getParameterMap(), binder, this.limits).values();
		BindingResult result = binder.getBindingResult();
		if (result.hasErrors()) {
			validateEach(declared, values, binder, result);
			throw new MethodArgumentNotValidException(parameter, result);
		}
		Object made = declared.make(values);
		BindingResult validated = new BeanPropertyBindingResult(made, NAME);
		binder.getValidators().forEach((validator) -> validator.validate(made, validated));
		if (made instanceof FileParameters file) {
			file.unfit(RequestFormat.of(request, this.negotiation))
				.forEach((name, message) -> validated.addError(new FieldError(NAME, name, message)));
		}
		if (validated.hasErrors()) {
			throw new MethodArgumentNotValidException(parameter, validated);
		}
		return made;
	}

	/** Validates the converted values if another value could not be converted. */
	private void validateEach(ParameterRecord declared, Object[] values, WebDataBinder binder, BindingResult result) {
		binder.getValidators().stream().map(this::bare).forEach((validator) -> {
			if (validator instanceof SmartValidator smart) {
				for (int i = 0; i < values.length; i++) {
					ParameterRecord.Component component = declared.components().get(i);
					smart.validateValue(component.owner(), component.field(), values[i], result);
				}
			}
		});
	}

	/** Unwraps Boot's adapter, which does not offer the validation of single values. */
	private Validator bare(Validator validator) {
		return (validator instanceof ValidatorAdapter adapter) ? adapter.getTarget() : validator;
	}

}
