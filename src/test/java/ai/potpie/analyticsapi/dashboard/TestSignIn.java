package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.testing.ApiTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * An issuer at which user_123 is signed in already: it sends everyone back at once.
 */
final class TestSignIn implements AutoCloseable {

	static final String CLIENT = "the-dashboard";

	private final HttpServer server;

	private final RSAKey key;

	private volatile Map<String, String> request = Map.of();

	private volatile String answer = "code=a-code";

	private volatile String state = "";

	TestSignIn() {
		try {
			this.key = new RSAKeyGenerator(2048).keyID("a-key").generate();
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/.well-known/openid-configuration",
				(exchange) -> send(exchange, 200,
						Map.of("issuer", issuer(), "authorization_endpoint", issuer() + "/authorize", "token_endpoint",
								issuer() + "/token", "jwks_uri", issuer() + "/keys")));
		this.server.createContext("/keys",
				(exchange) -> send(exchange, 200, new JWKSet(this.key.toPublicJWK()).toJSONObject()));
		this.server.createContext("/authorize", this::authorize);
		this.server.createContext("/token", this::exchangeCode);
		this.server.start();
	}

	String issuer() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/** What the issuer answers, beside the state. */
	void answers(String parameters) {
		this.answer = parameters;
		this.state = "";
	}

	/** Answers with this state instead of the one that it was sent. */
	void mixesUp(String state) {
		this.answer = "code=a-code";
		this.state = state;
	}

	/** With what the browser came last. */
	Map<String, String> request() {
		return this.request;
	}

	private void authorize(HttpExchange exchange) throws IOException {
		this.request = UriComponentsBuilder.fromUri(exchange.getRequestURI())
			.build(true)
			.getQueryParams()
			.toSingleValueMap();
		String sent = this.state.isEmpty() ? this.request.get("state") : this.state;
		String back = decoded(this.request.get("redirect_uri")) + "?" + this.answer + "&state="
				+ URLEncoder.encode(sent, StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Location", back);
		exchange.sendResponseHeaders(302, -1);
		exchange.close();
	}

	private void exchangeCode(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Map<String, String> form = UriComponentsBuilder.newInstance()
			.query(body)
			.build(true)
			.getQueryParams()
			.toSingleValueMap();
		String challenge = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Sha256.of(form.getOrDefault("code_verifier", "")));
		if (!challenge.equals(this.request.get("code_challenge")) || !"a-code".equals(form.get("code"))
				|| !CLIENT.equals(form.get("client_id"))) {
			send(exchange, 400, Map.of("error", "invalid_grant"));
			return;
		}
		send(exchange, 200, Map.of("access_token", jwt("analytics"), "id_token", jwt(CLIENT), "token_type", "Bearer"));
	}

	private String jwt(String audience) {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer())
			.audience(audience)
			.subject("user_123")
			.claim("nonce", this.request.get("nonce"))
			.issueTime(Date.from(ApiTest.NOW))
			.expirationTime(Date.from(ApiTest.NOW.plusSeconds(600)))
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("a-key").build(), claims);
		try {
			jwt.sign(new RSASSASigner(this.key));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String decoded(String text) {
		return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
		byte[] json = JsonMapper.shared().writeValueAsBytes(body);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
		exchange.sendResponseHeaders(status, json.length);
		exchange.getResponseBody().write(json);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
