package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What ends a stream, and how many there may be.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamEndTests extends LiveTestBase {

	private static final int STREAMS = 8;

	private static final int PER_USER = 3;

	private static final String REMOVED = "LUKb5I3d04hJ-HTuoqlZkdlmVsI4xQiIOYXn6IYb3ZE";

	private static final String OTHER = "MUKb5I3d04hJ-HTuoqlZkdlmVsI4xQiIOYXn6IYb3ZE";

	@TempDir
	private static Path directory;

	@Override
	List<String> settings() {
		write("user_9=" + REMOVED + "\nuser_8=" + OTHER + "\n");
		return List.of("--analytics.live-streams=" + STREAMS, "--analytics.live-streams-per-user=" + PER_USER,
				"--analytics.live-max-age=22s", "--analytics.api-tokens-file=" + tokens());
	}

	private static Path tokens() {
		return directory.resolve("tokens");
	}

	private static void write(String tokens) {
		try {
			Files.writeString(tokens(), tokens);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whoseTokenIsRemovedSeesNothingMore() {
		AnalyticsApi removed = this.service.as(REMOVED);
		try (EventStream stream = watch(removed, "/me/live")) {
			stream.next("analytics");
			write("user_8=" + OTHER + "\n");
			assertThat(stream.next(Duration.ofSeconds(7)).data()).isEqualTo("{\"reason\":\"token_expired\"}");
			await().until(stream::isOver);
		}
		assertProblem(401, "valid token", removed.get(ROOT + "/me/live"));
	}

	@Test
	void streamsEndAtTheirAge() {
		try (EventStream stream = watch(user(), "/me/live")) {
			assertThat(stream.next("end").data()).isEqualTo("{\"reason\":\"max_age\"}");
			await().until(stream::isOver);
		}
	}

	@Test
	void aCallerHasAFewStreamsAndAllHaveSome() {
		List<EventStream> streams = new ArrayList<>();
		try {
			for (int i = 0; i < PER_USER; i++) {
				streams.add(watch(user(), "/me/live"));
			}
			assertProblem(429, "has 3 live streams open", user().get(ROOT + "/me/live"));
			assertThat(user().get(ROOT + "/me/live").headers().firstValue("Retry-After")).isPresent();
			assertThat(user().get(ROOT + "/me").statusCode()).isEqualTo(200);
			for (int i = 0; i < STREAMS - PER_USER; i++) {
				streams.add(watch((i < PER_USER) ? admin() : this.service.as(OTHER), "/user/user_8/live"));
			}
			assertProblem(503, "No more live streams", this.service.as(OTHER).get(ROOT + "/me/live"));
			streams.forEach(EventStream::close);
			await().atMost(Duration.ofSeconds(20)).until(() -> canOpen());
		}
		finally {
			streams.forEach(EventStream::close);
		}
	}

	private boolean canOpen() throws IOException {
		HttpResponse<InputStream> response = user().send("GET", ROOT + "/me/live", BodyHandlers.ofInputStream());
		response.body().close();
		return response.statusCode() == 200;
	}

	@Test
	void aClientThatIsGoneIsFoundByTheHeartbeat(CapturedOutput output) throws Exception {
		try (RawConnection connection = new RawConnection(this.service.port())) {
			connection.send(RawConnection.request(ROOT + "/user/left/live",
					"Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN));
			await().until(() -> output.getOut().contains("of left"));
		}
		await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains("ended (gone)"));
	}

}
