package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each kind of JWT gets, for its own user and for another. The table of it is in
 * {@code target/jwt-matrix.md} afterwards.
 */
class JwtMatrixTests extends JwtTestBase {

	private static final String INVALID = "Bearer error=\"invalid_token\"";

	private static final Set<String> TABLE = new TreeSet<>();

	static Stream<JwtCase> tokens() {
		return Stream.of(GoodJwts.all(), BadJwts.keysAndAlgorithms(), BadJwts.headersAndForms(), BadJwts.claims())
			.flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("tokens")
	void eachTokenGetsItsStatusAndChallengeBothTimes(JwtCase jwt) {
		RawAnswer own = seen(jwt, jwt.userId());
		RawAnswer foreign = seen(jwt, "somebody_else");
		TABLE.add("| %s | %d | %d | %s |".formatted(jwt.name(), own.status(), foreign.status(),
				(own.header("WWW-Authenticate") != null) ? "`" + own.header("WWW-Authenticate") + "`" : ""));
		assertThat(List.of(own.status(), foreign.status())).containsExactly(jwt.own(), jwt.foreign());
		assertThat(seen(jwt, jwt.userId()).status()).isEqualTo(jwt.own());
		assertThat(seen(jwt, "somebody_else").status()).isEqualTo(jwt.foreign());
		assertThat(allUsers(jwt)).isEqualTo(jwt.foreign() == 200 ? 400 : jwt.foreign());
	}

	/** Parameters are looked at only if the token may read everyone. */
	private int allUsers(JwtCase jwt) {
		return get("/api/v1/analytics/users?days=0", "Authorization: " + jwt.scheme() + " " + jwt.token()).status();
	}

	private RawAnswer seen(JwtCase jwt, String userId) {
		RawAnswer answer = get("/api/v1/analytics/user/" + userId.replace("|", "%7C") + "/probe",
				"Authorization: " + jwt.scheme() + " " + jwt.token());
		if (answer.status() != 200) {
			answer.isProblem(answer.status());
		}
		assertThat(answer.headers("WWW-Authenticate"))
			.isEqualTo((answer.status() == 401) ? List.of(INVALID) : List.of());
		assertThat(answer.body()).doesNotContain(jwt.token());
		return answer;
	}

	@Test
	void refusalsHaveNoReason() {
		String detail = askWith("nobody").json().get("detail").asString();
		assertThat(tokens().filter((jwt) -> jwt.own() == 401)
			.map((jwt) -> seen(jwt, jwt.userId()).json().get("detail").asString())).containsOnly(detail);
	}

	@Test
	void apiTokenMayLookLikeAJwt() {
		assertThat(askWith("one.two.three").status()).isEqualTo(200);
		assertThat(askWith(JWT_LIKE).status()).isEqualTo(200);
	}

	@Test
	void handlerKnowsTheCallerByAShortHash() {
		RawAnswer answer = askWith(TestJwt.of(ISSUER.name(), RSA).token());
		assertThat(answer.json().at("/caller/user_id").asString()).isEqualTo("user_123");
		assertThat(answer.json().at("/caller/token_hash").asString()).matches("[0-9a-f]{12}");
	}

	@Test
	void issuersThatAreNotTrustedAreNeverCalled() {
		assertThat(STRANGER.fetches()).isZero();
	}

	@AfterAll
	static void writeTable() throws IOException {
		Files.writeString(Path.of("target", "jwt-matrix.md"),
				"| token | own user | another | WWW-Authenticate |\n| --- | --- | --- | --- |\n"
						+ String.join("\n", TABLE) + "\n");
	}

}
