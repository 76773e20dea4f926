package ai.potpie.analyticsapi.web;

import ai.potpie.analyticsapi.security.access.StreamPlaces;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures the HTTP layer around every endpoint.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final ObjectProvider<StreamPlaces> streamPlaces;

	WebConfiguration(ObjectProvider<StreamPlaces> streamPlaces) {
		this.streamPlaces = streamPlaces;
	}

	/**
	 * Lets Tomcat pass encoded slashes on without decoding them: the firewall decides
	 * whether a path may have them.
	 */
	@Bean
	WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> encodedSlashes() {
		return (factory) -> factory.addConnectorCustomizers(
				(connector) -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
	}

	@Bean
	Draining draining(DrainProperties properties) {
		return new Draining(properties);
	}

	@Bean
	FilterRegistrationBean<RequestIdFilter> requestIds() {
		return FilterOrder.REQUEST_IDS.register(new FilterRegistrationBean<>(new RequestIdFilter()), "/*");
	}

	@Bean
	FilterRegistrationBean<HalfAnswerFilter> halfAnswers() {
		return FilterOrder.HALF_ANSWERS.register(new FilterRegistrationBean<>(new HalfAnswerFilter()), "/*");
	}

	@Bean
	FilterRegistrationBean<MalformedUriFilter> malformedUris() {
		return FilterOrder.MALFORMED_URIS.register(new FilterRegistrationBean<>(new MalformedUriFilter()), "/*");
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.streamPlaces.getObject());
	}

}
