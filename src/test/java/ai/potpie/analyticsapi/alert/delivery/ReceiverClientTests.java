package ai.potpie.analyticsapi.alert.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.alert.delivery.Channel.Type;
import ai.potpie.analyticsapi.alert.delivery.SendResult.Outcome;
import ai.potpie.analyticsapi.testing.Receiver;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receivers that behave badly, and addresses that are not theirs.
 */
class ReceiverClientTests {

	private final ReceiverClient client = new ReceiverClient(Clock.systemUTC());

	private Receiver receiver;

	@BeforeEach
	void start() throws IOException {
		this.receiver = new Receiver();
	}

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		this.receiver.close();
	}

	@ParameterizedTest
	@CsvSource({ "200,DELIVERED", "204,DELIVERED", "410,GONE", "500,FAILED", "404,FAILED", "429,FAILED" })
	void theStatusDecides(int status, Outcome outcome) {
		this.receiver.answer(status);
		SendResult result = send(this.receiver.url());
		assertThat(result.outcome()).isEqualTo(outcome);
		assertThat(result.status()).isEqualTo(status);
	}

	@Test
	void retryAfterIsHeard() {
		this.receiver.answer(429, "Retry-After", "7200");
		assertThat(send(this.receiver.url()).retryAfter()).isEqualTo(Duration.ofHours(2));
	}

	@Test
	void aRedirectIsNotFollowed() throws IOException {
		try (Receiver canary = new Receiver()) {
			for (int status : List.of(301, 302, 303, 307, 308)) {
				this.receiver.answer(status, "Location", canary.url());
				assertThat(send(this.receiver.url()).outcome()).isEqualTo(Outcome.FAILED);
			}
			assertThat(canary.requests()).isEmpty();
		}
	}

	@Test
	void anAnswerWithoutEndIsNotRead() {
		this.receiver.answer((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			byte[] megabyte = new byte[1024 * 1024];
			for (int i = 0; i < 10 * 1024; i++) {
				exchange.getResponseBody().write(megabyte);
			}
		});
		long before = System.nanoTime();
		assertThat(send(this.receiver.url()).outcome()).isEqualTo(Outcome.DELIVERED);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void aReceiverThatHangsHasFifteenSeconds() {
		this.receiver.answer((exchange) -> {
			try {
				exchange.sendResponseHeaders(200, 0);
				for (int i = 0; i < 60; i++) {
					exchange.getResponseBody().write('.');
					exchange.getResponseBody().flush();
					Thread.sleep(1000);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		long before = System.nanoTime();
		assertThat(send(this.receiver.url()).outcome()).isEqualTo(Outcome.NO_ANSWER);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(14),
				Duration.ofSeconds(18));
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "169.254.169.254", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
			"[64:ff9b:1::7f00:1]", "[::7f00:1]", "[::1]", "[fe80::1]", "[fd00::1]", "10.0.0.1", "100.64.0.1",
			"192.168.0.1", "0.0.0.0", "localhost", "2130706433", "0x7f000001", "[2002:7f00:1::]" })
	void privateAddressesAreNotConnectedTo(String host) {
		String port = URI.create(this.receiver.url()).getPort() + "";
		SendResult result = this.client.send(channel("http://" + host + ":" + port, false), message());
		assertThat(result.outcome()).isNotEqualTo(Outcome.DELIVERED);
		assertThat(this.receiver.requests()).isEmpty();
	}

	@Test
	void aNameThatTurnsPrivateIsNotConnectedTo() throws IOException {
		AtomicInteger asked = new AtomicInteger();
		DnsResolver turning = new DnsResolver() {

			@Override
			public InetAddress[] resolve(String host) throws UnknownHostException {
				// TEST-NET addresses are refused too; 1.1.1.1 is one that is not
				String address = (asked.incrementAndGet() == 1) ? "1.1.1.1" : "127.0.0.1";
				return new InetAddress[] { InetAddress.getByName("1.1.1.1"), InetAddress.getByName(address) };
			}

			@Override
			public String resolveCanonicalHostname(String host) {
				return host;
			}

		};
		asked.set(1);
		try (ReceiverClient client = new ReceiverClient(turning, Clock.systemUTC())) {
			String url = this.receiver.url().replace("127.0.0.1", "turning.example.com");
			assertThat(client.send(channel(url, false), message()).outcome()).isEqualTo(Outcome.FORBIDDEN_ADDRESS);
			assertThat(this.receiver.requests()).isEmpty();
		}
	}

	@Test
	void triesFollowTheScheduleAndThenEnd() {
		RetrySchedule schedule = new RetrySchedule(() -> 0);
		Instant now = Instant.parse("2026-02-11T12:00:00Z");
		List<Duration> waits = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30),
				Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14),
				Duration.ofHours(20), Duration.ofHours(24));
		for (int tries = 1; tries <= waits.size(); tries++) {
			assertThat(schedule.next(tries, null, now)).hasValue(now.plus(waits.get(tries - 1)));
		}
		assertThat(schedule.next(waits.size() + 1, null, now)).isEmpty();
		assertThat(schedule.next(1, Duration.ofHours(3), now)).hasValue(now.plus(Duration.ofHours(3)));
		assertThat(schedule.next(1, Duration.ofDays(30), now)).hasValue(now.plus(Duration.ofDays(1)));
		assertThat(new RetrySchedule(() -> 1).next(1, null, now)).isEqualTo(Optional.of(now.plusMillis(5500)));
	}

	private SendResult send(String url) {
		return this.client.send(channel(url, true), message());
	}

	private Message message() {
		return new Message(URI.create(this.lastUrl), Map.of(), "{}");
	}

	private String lastUrl = "";

	private Channel channel(String url, boolean internal) {
		this.lastUrl = url;
		return new Channel("ops", Type.WEBHOOK, URI.create(url), List.of(), "", internal);
	}

}
