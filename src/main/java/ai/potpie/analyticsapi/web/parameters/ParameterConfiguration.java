package ai.potpie.analyticsapi.web.parameters;

import java.util.List;

import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ParameterConfiguration implements WebMvcConfigurer {

	private final ContentNegotiationManager negotiation = new ContentNegotiationManager(
			RequestFormat.strategies().toList());

	private final ParameterLimits limits;

	ParameterConfiguration(ParameterLimits limits) {
		this.limits = limits;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new OwnUser()).addPathPatterns(OwnUser.PATHS);
	}

	@Override
	public void addFormatters(FormatterRegistry registry) {
		StrictConverters.addTo(registry);
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new StrictParameterResolver(this.negotiation, this.limits));
		resolvers.add(new FormatResolver(this.negotiation));
		resolvers.add(new JsonBodyResolver());
	}

	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		configurer.strategies(this.negotiation.getStrategies());
	}

}
