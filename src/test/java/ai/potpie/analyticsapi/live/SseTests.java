package ai.potpie.analyticsapi.live;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.EventStream.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class SseTests extends LiveTestBase {

	private static final Duration A_MOMENT = Duration.ofSeconds(3);

	@Test
	void theFirstEventIsTheGet() {
		try (EventStream stream = watch(user(), "/user/user_123/live?days=7")) {
			Event first = stream.next();
			HttpResponse<String> get = user().get(ROOT + "/user/user_123?days=7");
			assertThat(first.name()).isEqualTo("analytics");
			assertThat(first.data()).isEqualTo(get.body());
			assertThat(first.id()).isEqualTo(get.headers().firstValue("ETag").orElseThrow());
			assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
			assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
			assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
			assertThat(stream.retry()).isEqualTo(5000);
		}
	}

	@Test
	void aSpanIsPushedWithTheBytesOfTheGet() {
		String path = "/user/pushed?days=2&timezone=Europe/Paris";
		try (EventStream stream = watch(admin(), path.replace("?", "/live?"))) {
			int before = runs(stream.next());
			run("pushed");
			Event pushed = stream.next(A_MOMENT);
			HttpResponse<String> get = admin().get(ROOT + path);
			assertThat(runs(pushed)).isEqualTo(before + 1);
			assertThat(pushed.data()).isEqualTo(get.body());
			assertThat(pushed.id()).isEqualTo(get.headers().firstValue("ETag").orElseThrow());
		}
	}

	@Test
	void eachAnswerCanBeWatched() {
		try (EventStream usage = watch(user(), "/me/live?of=usage&granularity=day");
				EventStream comparison = watch(user(), "/me/live?of=compare&days=3");
				EventStream history = watch(user(), "/me/live?of=history&granularity=week");
				EventStream users = watch(admin(), "/users/live?top=3")) {
			assertThat(usage.next()).returns("usage", Event::name)
				.returns(user().get(ROOT + "/me/usage?granularity=day").body(), Event::data);
			assertThat(comparison.next()).returns("compare", Event::name)
				.returns(user().get(ROOT + "/me/compare?days=3").body(), Event::data);
			assertThat(history.next()).returns("history", Event::name)
				.returns(user().get(ROOT + "/me/history?granularity=week").body(), Event::data);
			assertThat(users.next()).returns("users", Event::name)
				.returns(admin().get(ROOT + "/users?top=3").body(), Event::data);
			run("anybody");
			assertThat(users.next(A_MOMENT).data()).contains("anybody");
		}
	}

	@Test
	void whoIsErasedIsGoneFromTheScreen() {
		run("erased");
		try (EventStream stream = watch(admin(), "/user/erased/live")) {
			Event event = stream.next();
			while (runs(event) == 0) {
				event = stream.next();
			}
			assertThat(admin().send("DELETE", ROOT + "/user/erased/history", BodyHandlers.discarding()).statusCode())
				.isEqualTo(204);
			assertThat(runs(stream.next(Duration.ofSeconds(8)))).isZero();
		}
	}

	@Test
	void othersSpansAndNewReadsAreSilent() {
		try (EventStream stream = watch(admin(), "/user/silent/live")) {
			stream.next();
			run("somebody_else");
			assertThat(stream.nextOrNull(A_MOMENT)).isNull();
		}
	}

	@Test
	void whoHasTheNumbersGetsOnlyTheStatus() {
		run("returning");
		try (EventStream stream = watch(admin(), "/user/returning/live")) {
			Event first = stream.next();
			Event last = (runs(first) == 1) ? first : stream.next();
			await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
			try (EventStream again = watch(admin(), "/user/returning/live", "Last-Event-ID", last.id())) {
				assertThat(again.next()).satisfies((event) -> {
					assertThat(event.name()).isEqualTo("status");
					assertThat(json(event.data()).get("state").asString()).isEqualTo("fresh");
					assertThat(json(event.data()).get("interval_s").asInt()).isEqualTo(1);
				});
				run("returning");
				assertThat(runs(again.next(A_MOMENT))).isEqualTo(2);
			}
			try (EventStream again = watch(admin(), "/user/returning/live", "Last-Event-ID", "garbage")) {
				assertThat(again.next().name()).isEqualTo("analytics");
			}
		}
	}

	@Test
	void whatIsWrongIsAProblemBeforeTheStreamBegins() {
		assertProblem(400, "days", user().get(ROOT + "/me/live?days=0"));
		assertProblem(400, "days", user().get(ROOT + "/me/%6Cive?days=0"));
		assertProblem(400, "\"parameter\":\"of\"", user().get(ROOT + "/me/live?of=runs"));
		assertProblem(400, "must be given once, not 2 times", user().get(ROOT + "/me/live?of=usage&of=usage"));
		assertProblem(400, "is not a parameter here", user().get(ROOT + "/me/live?day=3"));
		assertProblem(400, "/user/{user_id}", admin().get(ROOT + "/me/live"));
		assertProblem(403, "may not read", user().get(ROOT + "/user/user_124/live"));
		assertProblem(403, "may not read", user().get(ROOT + "/users/live"));
		assertProblem(401, "valid token", this.service.as("unknown").get(ROOT + "/me/live"));
		assertProblem(406, "media types", user().get(ROOT + "/me/live", "Accept", "application/json"));
		assertThat(json(user().get(ROOT + "/me/live?days=0").body()).get("instance").asString())
			.isEqualTo("/api/v1/analytics/me/live");
	}

	@Test
	void theAuditLogHasALineAtTheBeginningAndOneAtTheEnd(CapturedOutput output) {
		try (EventStream stream = watch(admin(), "/user/audited/live")) {
			stream.next();
		}
		user().get(ROOT + "/user/audited/live");
		await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains("ended (gone)"));
		assertThat(output.getOut().lines().filter((line) -> line.contains("of audited")).map(SseTests::event))
			.containsExactlyInAnyOrder("opened", "denied 403", "ended (gone)");
	}

	private static String event(String line) {
		return line.replaceAll(".* audit +: ([^:]+):.*", "$1");
	}

	@Test
	void theHeartbeatShowsThatTheStreamIsAlive() {
		try (EventStream stream = watch(user(), "/me/live")) {
			stream.next();
			assertThat(stream.comment(Duration.ofSeconds(17))).isEqualTo(": heartbeat");
		}
	}

}
