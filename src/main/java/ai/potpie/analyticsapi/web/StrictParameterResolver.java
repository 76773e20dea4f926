package ai.potpie.analyticsapi.web;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.validation.autoconfigure.ValidatorAdapter;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;
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
		SentParameters sent = new SentParameters(ParameterRecord.of(parameter.getParameterType()),
				request.getParameterMap(), binder);
		binder.replaceValidators(binder.getValidators().stream().map(this::bare).toArray(Validator[]::new));
		sent.rejectUnknown();
		binder.construct(sent);
		if (!binder.getBindingResult().hasErrors()) {
			binder.validate();
		}
		if (binder.getBindingResult().hasErrors()) {
			throw new MethodArgumentNotValidException(parameter, binder.getBindingResult());
		}
		return binder.getTarget();
	}

	/**
	 * Boot's adapter does not pass on the validation of single values, by which a binder
	 * finds the faults beside one that it could not convert.
	 */
	private Validator bare(Validator validator) {
		return (validator instanceof ValidatorAdapter adapter) ? adapter.getTarget() : validator;
	}

}
