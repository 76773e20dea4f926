package ai.potpie.analyticsapi.security.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Fetches documents from issuers, with strict limits: no redirects, timeouts of seconds,
 * and a maximum size.
 */
class IssuerClient {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** For the whole document. */
	private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

	/** Twenty keys with their certificates; issuers have two or three. */
	private static final int MAX_SIZE = 128 * 1024;

	private final RestClient http;

	IssuerClient(RestClient.Builder http) {
		this.http = http.clone()
			.requestFactory(ClientHttpRequestFactoryBuilder.jdk()
				.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1))
				.build(HttpClientSettings.defaults()
					.withRedirects(HttpRedirects.DONT_FOLLOW)
					.withTimeouts(CONNECT_TIMEOUT, READ_TIMEOUT)))
			.build();
	}

	/**
	 * Fetches and parses a document.
	 * @throws IOException if the issuer does not answer, or not with what the parser
	 * expects
	 */
	<T> T get(URI uri, Parser<T> parser) throws IOException {
		try {
			return parser.parse(this.http.get()
				.uri(uri)
				.accept(MediaType.APPLICATION_JSON)
				.exchangeForRequiredValue((request, response) -> read(response)));
		}
		catch (RestClientException | ParseException ex) {
			throw new IOException(failure(uri, ex.getMessage()), ex);
		}
		// Nimbus throws exceptions of any kind for unexpected JSON, like null
		catch (RuntimeException ex) {
			throw new IOException(failure(uri, "it answered with something else"), ex);
		}
	}

	/** Describes a failed request without the query, which may hold a key. */
	static String failure(URI uri, String why) {
		return "%s did not answer as it should: %s".formatted(uri.toString().split("[?#]", 2)[0], why);
	}

	private static String read(ClientHttpResponse response) throws IOException {
		if (response.getStatusCode().value() != 200) {
			throw new IOException("it answered with status " + response.getStatusCode().value());
		}
		byte[] body = response.getBody().readNBytes(MAX_SIZE + 1);
		if (body.length > MAX_SIZE) {
			throw new IOException("it answered with more than %d bytes".formatted(MAX_SIZE));
		}
		return new String(body, StandardCharsets.UTF_8);
	}

	interface Parser<T> {

		T parse(String document) throws ParseException;

	}

}
