package ai.potpie.analyticsapi.web;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.core.Ordered;

/**
 * The filters before Spring Security's, from the outside in.
 */
public enum FilterOrder {

	REQUEST_IDS,

	/** Before the filter of Spring's that observes requests, which is at 1 too. */
	HALF_ANSWERS,

	REPEATED_REQUESTS,

	API_HEADERS,

	MALFORMED_URIS;

	/**
	 * Registers a filter here for requests alone, and not for dispatches after them: so
	 * it runs once.
	 */
	public <R extends AbstractFilterRegistrationBean<?>> R register(R registration, String urlPattern) {
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + ordinal());
		registration.addUrlPatterns(urlPattern);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
