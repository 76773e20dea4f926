package ai.potpie.analyticsapi.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks issuers for documents, and trusts them with little: no redirects, not much time,
 * and no large answers.
 */
class IssuerClient {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** For the whole answer. */
	private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

	/** Twenty keys with their certificates; issuers have two or three. */
	private static final int MAX_SIZE = 128 * 1024;

	private final RestClient http;

	IssuerClient(RestClient.Builder http) {
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(CONNECT_TIMEOUT)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
		requests.setReadTimeout(READ_TIMEOUT);
		this.http = http.clone().requestFactory(requests).build();
	}

	<T> T get(URI uri, Parser<T> parser) throws IssuerException {
		try {
			String document = this.http.get()
				.uri(uri)
				.accept(MediaType.APPLICATION_JSON)
				.exchangeForRequiredValue((request, response) -> read(response));
			return parse(document, parser);
		}
		catch (RestClientException | ParseException ex) {
			throw new IssuerException(uri, ex);
		}
	}

	private static <T> T parse(String document, Parser<T> parser) throws ParseException {
		try {
			return parser.parse(document);
		}
		catch (RuntimeException ex) {
			throw new ParseException("it answered with something else", 0);
		}
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
