package ai.potpie.analyticsapi.web.repeated;

import java.time.Clock;

import ai.potpie.analyticsapi.security.access.Readmission;
import ai.potpie.analyticsapi.web.FilterOrder;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class RepeatedRequestConfiguration {

	@Bean
	RepeatedRequestFilter repeatedRequestFilter(Readmission readmission,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors, Clock clock) {
		return new RepeatedRequestFilter(readmission, errors, clock);
	}

	/**
	 * Creates the filter at the first request, like the security chain, so that an error
	 * in the tokens is not reported as a failure of Tomcat.
	 */
	@Bean
	DelegatingFilterProxyRegistrationBean repeatedRequests() {
		return FilterOrder.REPEATED_REQUESTS
			.register(new DelegatingFilterProxyRegistrationBean("repeatedRequestFilter"), "/api/*");
	}

}
