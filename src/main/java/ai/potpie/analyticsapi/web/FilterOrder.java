package ai.potpie.analyticsapi.web;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.core.Ordered;

/**
 * The filters that run before Spring Security, from the outside in.
 */
public enum FilterOrder {

	REQUEST_IDS,

	/** Before Spring's filter that observes requests, which also has the order 1. */
	HALF_ANSWERS,

	REPEATED_REQUESTS,

	API_HEADERS,

	MALFORMED_URIS;

	/**
	 * Registers a filter at this position. It runs once for each request, and not for
	 * later dispatches.
	 */
	public <R extends AbstractFilterRegistrationBean<?>> R register(R registration, String urlPattern) {
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + ordinal());
		registration.addUrlPatterns(urlPattern);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
