package ai.potpie.analyticsapi.testing;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.AnalyticsApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An instance of the service that a test can stop, within this process.
 */
public record Replica(ServletWebServerApplicationContext context, int port) {

	/** Returns when it is ready. */
	public static Replica start(String... arguments) {
		return start(new SpringApplicationBuilder(AnalyticsApplication.class), arguments);
	}

	/** The same for one that looks at a clock of the test. */
	public static Replica startAt(Clock clock, String... arguments) {
		return start(new SpringApplicationBuilder(AnalyticsApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("testClock", Clock.class,
					() -> clock, (bean) -> bean.setPrimary(true))),
				arguments);
	}

	private static Replica start(SpringApplicationBuilder application, String... arguments) {
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application
			.registerShutdownHook(false)
			.run(Stream.concat(Stream.of("--server.port=0", "--management.server.port=0"), Stream.of(arguments))
				.toArray(String[]::new));
		return new Replica(context, context.getWebServer().getPort());
	}

	public int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", int.class);
	}

	public AnalyticsApi as(String token) {
		return new AnalyticsApi(this.port, token);
	}

	public boolean isReady() {
		try {
			return RawConnection.exchange(this.port, RawConnection.request("/readyz", "Connection: close"))
				.status() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/** Returns when it has stopped. */
	public void stop() {
		this.context.close();
	}

}
