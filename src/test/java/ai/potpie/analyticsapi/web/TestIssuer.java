package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * An identity provider on this machine, with its metadata and its keys.
 */
final class TestIssuer extends Dispatcher {

	private final MockWebServer server = new MockWebServer();

	private final AtomicInteger fetches = new AtomicInteger();

	private volatile Supplier<MockResponse> keys;

	private volatile String claimed;

	TestIssuer(TestKey... keys) {
		this.server.setDispatcher(this);
		try {
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.claimed = name();
		this.keys = () -> new MockResponse.Builder().code(503).build();
		publish(keys);
	}

	/** With a slash at its end, as Auth0 has it. */
	String name() {
		return this.server.url("/").toString();
	}

	String jwksUri() {
		return name() + "keys";
	}

	void publish(TestKey... keys) {
		String set = new JWKSet(Stream.of(keys).map(TestKey::publicJwk).toList()).toString();
		answer(() -> new MockResponse.Builder().body(set).build());
	}

	void answer(Supplier<MockResponse> keys) {
		this.keys = keys;
	}

	void fail() {
		answer(() -> new MockResponse.Builder().code(503).build());
	}

	void claimToBe(String name) {
		this.claimed = name;
	}

	int fetches() {
		return this.fetches.get();
	}

	@Override
	public MockResponse dispatch(RecordedRequest request) {
		String path = request.getUrl().encodedPath();
		if (List.of("/keys", "/elsewhere").contains(path)) {
			this.fetches.incrementAndGet();
			return this.keys.get();
		}
		return path.equals("/.well-known/openid-configuration") ? new MockResponse.Builder()
			.body("{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(this.claimed, jwksUri()))
			.build() : new MockResponse.Builder().code(404).build();
	}

}
