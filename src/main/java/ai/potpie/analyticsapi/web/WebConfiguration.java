package ai.potpie.analyticsapi.web;

import java.time.Clock;
import java.util.List;

import ai.potpie.analyticsapi.security.Readmission;
import ai.potpie.analyticsapi.security.StreamPlaces;
import ai.potpie.analyticsapi.web.connection.ConnectionProperties;
import ai.potpie.analyticsapi.web.connection.GuardedConnections;
import ai.potpie.analyticsapi.web.parameters.FormatResolver;
import ai.potpie.analyticsapi.web.parameters.RequestFormat;
import ai.potpie.analyticsapi.web.parameters.StrictConverters;
import ai.potpie.analyticsapi.web.parameters.StrictParameterResolver;
import ai.potpie.analyticsapi.web.problem.ProblemWriter;
import ai.potpie.analyticsapi.web.problem.TomcatErrors;
import ai.potpie.analyticsapi.web.repeated.RepeatedRequestFilter;
import ai.potpie.analyticsapi.web.reply.ApiHeadersFilter;
import ai.potpie.analyticsapi.web.reply.LogfireTimes;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What surrounds every endpoint, from the outside in.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final ContentNegotiationManager negotiation = new ContentNegotiationManager(
			RequestFormat.strategies().toList());

	private final ObjectProvider<StreamPlaces> streamPlaces;

	WebConfiguration(ObjectProvider<StreamPlaces> streamPlaces) {
		this.streamPlaces = streamPlaces;
	}

	@Bean
	ProblemWriter problemWriter(JsonMapper json) {
		return new ProblemWriter(json);
	}

	@Bean
	TomcatErrors tomcatErrors(ProblemWriter problems) {
		return new TomcatErrors(problems);
	}

	/**
	 * Tomcat decodes no slash: which segment of the path it belongs to, and whether it
	 * may be there at all, is for the firewall to say.
	 */
	@Bean
	WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> encodedSlashes() {
		return (factory) -> factory.addConnectorCustomizers(
				(connector) -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
	}

	@Bean
	GuardedConnections guardedConnections(ConnectionProperties properties) {
		return new GuardedConnections(properties);
	}

	@Bean
	Draining draining(DrainProperties properties) {
		return new Draining(properties);
	}

	@Bean
	FilterRegistrationBean<RequestIdFilter> requestIds() {
		return registration(new RequestIdFilter(), 0, "/*");
	}

	@Bean
	FilterRegistrationBean<HalfAnswerFilter> halfAnswers() {
		return registration(new HalfAnswerFilter(), 1, "/*");
	}

	@Bean
	RepeatedRequestFilter repeatedRequestFilter(Readmission readmission,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors, Clock clock) {
		return new RepeatedRequestFilter(readmission, errors, clock);
	}

	/**
	 * Behind the filter of Spring's that observes requests, which is at 1 too. Made at
	 * its first request, like the security chain: what is wrong with tokens is not
	 * Tomcat's failure.
	 */
	@Bean
	DelegatingFilterProxyRegistrationBean repeatedRequests() {
		return placed(new DelegatingFilterProxyRegistrationBean("repeatedRequestFilter"), 2, "/api/*");
	}

	@Bean
	FilterRegistrationBean<ApiHeadersFilter> apiHeaders() {
		return registration(new ApiHeadersFilter(), 3, "/api/*");
	}

	@Bean
	FilterRegistrationBean<MalformedUriFilter> malformedUris() {
		return registration(new MalformedUriFilter(), 4, "/*");
	}

	@Bean
	LogfireTimes logfireTimes() {
		return new LogfireTimes();
	}

	@Override
	public void addFormatters(FormatterRegistry registry) {
		StrictConverters.addTo(registry);
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.streamPlaces.getObject());
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new StrictParameterResolver(this.negotiation));
		resolvers.add(new FormatResolver(this.negotiation));
	}

	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		configurer.strategies(this.negotiation.getStrategies());
	}

	private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int position, String pattern) {
		return placed(new FilterRegistrationBean<>(filter), position, pattern);
	}

	/**
	 * For requests alone, and not for dispatches after them: so each filter runs once.
	 */
	private static <R extends AbstractFilterRegistrationBean<?>> R placed(R registration, int position,
			String pattern) {
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + position);
		registration.addUrlPatterns(pattern);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
