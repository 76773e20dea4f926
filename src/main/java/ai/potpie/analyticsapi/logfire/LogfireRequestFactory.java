package ai.potpie.analyticsapi.logfire;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * Creates requests that a {@link LogfireCall} can abort, on a connection pool of their
 * own. There are no redirects, which could carry the read token to another host, no
 * automatic retries and no cookies.
 */
final class LogfireRequestFactory extends HttpComponentsClientHttpRequestFactory {

	LogfireRequestFactory(LogfireProperties properties) {
		super(client(properties));
	}

	@Override
	protected void postProcessHttpRequest(ClassicHttpRequest request) {
		LogfireCall.bind((HttpUriRequestBase) request);
	}

	private static HttpClient client(LogfireProperties properties) {
		RequestConfig config = RequestConfig.custom()
			.setResponseTimeout(Timeout.of(properties.timeout()))
			.setConnectionRequestTimeout(Timeout.of(properties.timeout()))
			.build();
		return HttpClients.custom()
			.setConnectionManager(connections(properties))
			.setDefaultRequestConfig(config)
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.evictIdleConnections(TimeValue.ofSeconds(30))
			.build();
	}

	private static HttpClientConnectionManager connections(LogfireProperties properties) {
		ConnectionConfig config = ConnectionConfig.custom()
			.setConnectTimeout(Timeout.of(properties.connectTimeout()))
			.setSocketTimeout(Timeout.of(properties.timeout()))
			// A restart of Logfire leaves a pool of dead connections. To check one takes
			// a millisecond, which is unnecessary shortly after it was used
			.setValidateAfterInactivity(TimeValue.ofMilliseconds(20))
			.build();
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setDefaultConnectionConfig(config)
			.setMaxConnPerRoute(properties.maxConnections())
			.setMaxConnTotal(properties.maxConnections())
			.build();
	}

}
