package ai.potpie.analyticsapi.web.parameters;

import ai.potpie.analyticsapi.export.Format;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves a handler's argument that is the format of its answer.
 */
class FormatResolver implements HandlerMethodArgumentResolver {

	private final ContentNegotiationStrategy negotiation;

	FormatResolver(ContentNegotiationStrategy negotiation) {
		this.negotiation = negotiation;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Format.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) throws Exception {
		return RequestFormat.of(request, this.negotiation);
	}

}
