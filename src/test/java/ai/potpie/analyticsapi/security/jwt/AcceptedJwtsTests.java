package ai.potpie.analyticsapi.security.jwt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.BadCredentialsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@HeapTest
class AcceptedJwtsTests {

	private final TickingClock clock = new TickingClock();

	private final AcceptedJwts accepted = new AcceptedJwts(this.clock, this.clock::passed);

	private final AtomicInteger checks = new AtomicInteger();

	@Test
	void tokenIsCheckedOnceUntilItExpires() {
		assertThat(checks("a", Duration.ofSeconds(60))).isOne();
		this.clock.goOn(Duration.ofSeconds(59));
		assertThat(checks("a", Duration.ofSeconds(1))).isOne();
		this.clock.goOn(Duration.ofSeconds(1));
		assertThat(checks("a", Duration.ZERO)).isEqualTo(2);
		assertThat(checks("a", Duration.ZERO)).as("accepted by the skew alone").isEqualTo(3);
	}

	@Test
	void tokenIsCheckedAgainAfterFiveMinutes() {
		assertThat(checks("a", Duration.ofHours(1))).isOne();
		this.clock.goOn(Duration.ofSeconds(299));
		assertThat(checks("a", Duration.ofHours(1))).isOne();
		this.clock.goOn(Duration.ofSeconds(2));
		assertThat(checks("a", Duration.ofHours(1))).isEqualTo(2);
	}

	@Test
	void clockThatIsSetBackKeepsNoTokenLonger() {
		assertThat(checks("a", Duration.ofHours(1))).isOne();
		this.clock.setBack(Duration.ofHours(1));
		this.clock.goOn(Duration.ofSeconds(301));
		assertThat(checks("a", Duration.ofHours(1))).isEqualTo(2);
	}

	@Test
	void tokenIsFoundUntilItExpires() {
		assertThat(this.accepted.find("a")).isNull();
		Caller caller = caller("a", Duration.ofSeconds(60));
		this.clock.goOn(Duration.ofSeconds(59));
		assertThat(this.accepted.find("a")).isEqualTo(caller);
		this.clock.goOn(Duration.ofSeconds(1));
		assertThat(this.accepted.find("a")).isNull();
		assertThat(this.accepted.find("b")).isNull();
	}

	@Test
	void memoryIsBounded() {
		AcceptedJwts full = new AcceptedJwts(this.clock, this.clock::passed);
		long taken = Heap.takenBy(() -> {
			for (int i = 0; i < 60_000; i++) {
				String user = i + "中".repeat(120);
				AcceptedJwt jwt = new AcceptedJwt(new Caller(user, Integer.toHexString(i)),
						this.clock.instant().plusSeconds(3600));
				full.get(Sha256.hex(user), () -> jwt);
			}
			return full;
		});
		assertThat(full.weight()).isBetween(9_000_000L, 10_000_000L);
		assertThat(taken).isBetween(full.weight() / 3, full.weight() * 6 / 5);
	}

	@Test
	void eachTokenHasItsOwnCaller() {
		assertThat(caller("a", Duration.ofHours(1)).userId()).isEqualTo("user a");
		assertThat(caller("b", Duration.ofHours(1)).userId()).isEqualTo("user b");
		assertThat(caller("a", Duration.ofHours(1)).userId()).isEqualTo("user a");
	}

	@Test
	void refusalIsNotRemembered() {
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> this.accepted.get("a", () -> {
			throw new BadCredentialsException("");
		}));
		assertThat(checks("a", Duration.ofHours(1))).isOne();
	}

	private int checks(String digest, Duration left) {
		caller(digest, left);
		return this.checks.get();
	}

	private Caller caller(String digest, Duration left) {
		return this.accepted.get(digest, () -> {
			this.checks.incrementAndGet();
			return new AcceptedJwt(new Caller("user " + digest, digest), this.clock.instant().plus(left));
		});
	}

}
