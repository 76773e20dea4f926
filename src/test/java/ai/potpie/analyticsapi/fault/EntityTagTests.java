package ai.potpie.analyticsapi.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tags, conditions and compression, as clients and caches see them.
 */
@FaultTest
class EntityTagTests {

	private static final String SMALL = "user_01?days=1";

	private static final String LARGE = "user_01?days=90&fill=zero";

	private static final Duration STALE = Duration.ofMinutes(2);

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private TestClock clock;

	private Client client;

	private Received plain;

	private Received gzip;

	@BeforeEach
	void store(@LocalServerPort int port) {
		this.clock.moveTo(Duration.ZERO);
		this.client = new Client(port, Client.token("user_01"));
		this.plain = this.client.ask(LARGE);
		this.gzip = this.client.ask(LARGE, "Accept-Encoding", "gzip");
		assertThat(this.plain.status()).isEqualTo(200);
	}

	@Test
	void eachEncodingHasAStrongTagOfItsOwn() throws IOException {
		assertThat(this.plain.header("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
		assertThat(this.gzip.header("ETag")).matches("\"[A-Za-z0-9_-]{22}-gzip\"");
		assertThat(this.plain.header("Content-Encoding")).isNull();
		assertThat(this.gzip.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(unzipped(this.gzip)).isEqualTo(this.plain.bytes());
		assertThat(this.gzip.bytes().length).isLessThan(this.plain.bytes().length / 2);
		for (Received each : new Received[] { this.plain, this.gzip }) {
			assertThat(each.header("Content-Length")).isEqualTo("" + each.bytes().length);
			assertThat(each.response().headers().allValues("Content-Type")).containsExactly("application/json");
			assertThat(vary(each)).contains("Authorization", "Accept-Encoding");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "W/%s", "\"other\", %s", "%s,\"other\"", "\"a,b\" , W/%s" })
	void aTagThatIsKnownIsNotSentAgain(String condition) {
		for (Received each : new Received[] { this.plain, this.gzip }) {
			String encoding = (each == this.gzip) ? "gzip" : "identity";
			Received same = this.client.ask(LARGE, "Accept-Encoding", encoding, "If-None-Match",
					condition.formatted(each.header("ETag")));
			assertThat(same.status()).as(condition).isEqualTo(304);
			assertThat(same.bytes()).isEmpty();
			assertThat(same.header("ETag")).isEqualTo(each.header("ETag"));
			assertThat(same.header("Cache-Control")).isEqualTo(each.header("Cache-Control")).contains("private");
			assertThat(vary(same)).isEqualTo(vary(each));
			assertThat(same.header("Age")).isEqualTo("0");
			assertThat(same.header("Content-Encoding")).isNull();
			assertThat(same.header("Content-Length")).isIn(null, "0");
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\"other\"", "W/\"other\"", "other", "*", "\"\"", "\"", ",", "\"AAAAAAAAAAAAAAAAAAAAAA\"" })
	void anyOtherTagGetsTheAnswer(String condition) {
		Received answer = this.client.ask(LARGE, "If-None-Match", condition);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo(this.plain.text());
	}

	@Test
	void theTagOfOneEncodingIsNotThatOfTheOther() {
		assertThat(this.client.ask(LARGE, "If-None-Match", String.valueOf(this.gzip.header("ETag"))).status())
			.isEqualTo(200);
		assertThat(this.client
			.ask(LARGE, "Accept-Encoding", "gzip", "If-None-Match", String.valueOf(this.plain.header("ETag")))
			.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", "gzip;q=0", "gzip;q=0.0, identity", "br", "deflate, br;q=1", "*;q=0", "",
			"gzip;q=x", ";;,", "gzipped" })
	void withoutGzipNothingIsCompressed(String accepted) {
		Received answer = this.client.ask(LARGE, "Accept-Encoding", accepted);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Encoding")).isNull();
		assertThat(answer.text()).isEqualTo(this.plain.text());
		assertThat(answer.header("ETag")).isEqualTo(this.plain.header("ETag"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "gzip", "GZIP", "br, gzip;q=0.5", "deflate, gzip ;q=0.001, *;q=0", "gzip, deflate, br, zstd" })
	void withGzipLargeAnswersAreCompressed(String accepted) {
		Received answer = this.client.ask(LARGE, "Accept-Encoding", accepted);
		assertThat(answer.bytes()).isEqualTo(this.gzip.bytes());
		assertThat(answer.header("ETag")).isEqualTo(this.gzip.header("ETag"));
	}

	@Test
	void smallAnswersAreNotCompressed() {
		Received answer = this.client.ask(SMALL, "Accept-Encoding", "gzip");
		assertThat(answer.bytes().length).isLessThan(1024);
		assertThat(answer.header("Content-Encoding")).isNull();
		assertThat(answer.text()).startsWith("{").endsWith("}");
		assertThat(answer.header("ETag")).doesNotContain("gzip");
		assertThat(vary(answer)).contains("Accept-Encoding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "identity" })
	void headSaysWhatGetWould(String accepted) {
		Received get = this.client.ask(LARGE, "Accept-Encoding", accepted);
		Received head = this.client.send("HEAD", LARGE, "Accept-Encoding", accepted);
		assertThat(head.status()).isEqualTo(200);
		assertThat(head.bytes()).isEmpty();
		assertThat(told(head)).isEqualTo(told(get));
		Received same = this.client.send("HEAD", LARGE, "Accept-Encoding", accepted, "If-None-Match",
				String.valueOf(get.header("ETag")));
		assertThat(same.status()).isEqualTo(304);
	}

	@Test
	void aStaleAnswerIsTheSameToTheByte() {
		String question = LARGE + "&project_id=web";
		Received original = this.client.ask(question);
		Received compressed = this.client.ask(question, "Accept-Encoding", "gzip");
		int calls = this.logfire.calls("user_01");
		this.logfire.replies(LogfireReplies.status(400));
		try {
			this.clock.moveTo(STALE);
			this.client.ask(question).isStale(original, STALE, Duration.ofMinutes(1));
			this.client.ask(question, "Accept-Encoding", "gzip").isStale(compressed, STALE, Duration.ofMinutes(1));
			Received same = this.client.ask(question, "If-None-Match", String.valueOf(original.header("ETag")));
			assertThat(same.status()).isEqualTo(304);
			assertThat(same.header("Age")).isEqualTo("120");
			assertThat(same.cacheStatus()).endsWith("detail=stale");
			Await.until(() -> this.logfire.calls("user_01") > calls);
		}
		finally {
			this.logfire.replies(LogfireReplies.answer());
		}
	}

	@Test
	void nobodyLearnsFromATagWhatOthersHave() {
		Client other = new Client(this.client.port(), Client.token("user_02"));
		for (String tag : new String[] { String.valueOf(this.plain.header("ETag")), "*" }) {
			Received refused = other.ask(LARGE, "If-None-Match", tag);
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.header("ETag")).isNull();
		}
	}

	private static Map<String, @Nullable String> told(Received received) {
		Map<String, @Nullable String> told = new HashMap<>();
		for (String name : new String[] { "ETag", "Content-Length", "Content-Encoding", "Content-Type", "Cache-Control",
				"Age", "Vary" }) {
			told.put(name, received.header(name));
		}
		return told;
	}

	private static String vary(Received received) {
		return String.join(", ", received.response().headers().allValues("Vary"));
	}

	private static byte[] unzipped(Received received) throws IOException {
		return new GZIPInputStream(new ByteArrayInputStream(received.bytes())).readAllBytes();
	}

}
